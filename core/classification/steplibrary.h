#pragma once

#include <QJsonObject>
#include <QString>

namespace desk {

/// The first steps a customer can try, by kind of fault. Loaded once from the embedded steps_es.json; immutable after.
class StepLibrary
{
public:
    StepLibrary();

    /// Two or three numbered steps, plain text. Never empty: looks for category/subcategory, then for the category
    /// with the equipment, then the category, and last for the general ones.
    [[nodiscard]] QString stepsFor(const QString &category, const QString &subcategory,
                                   const QString &equipmentType) const;

private:
    QJsonObject m_steps;
};

} // namespace desk
