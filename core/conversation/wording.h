#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace desk {

/// The bot's words, from the embedded texts_{es,pt,en}.json. Immutable; cheap to make (the texts are loaded once).
class Wording
{
public:
    /// @param formal usted instead of tú, where a text has that form ("key.usted").
    explicit Wording(bool formal = false);

    /// The text with each "{name}" replaced by its value, in one pass: what a value holds is never replaced again.
    /// Braces in values become parentheses, unknown names stay. Falls back to Spanish, then to an empty text.
    [[nodiscard]] QString text(const QString &key, const QString &language,
                               const QMap<QString, QString> &vars = {}) const;
    [[nodiscard]] bool has(const QString &key, const QString &language) const;

private:
    bool m_formal;
};

} // namespace desk
