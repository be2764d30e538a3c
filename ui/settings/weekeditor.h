#pragma once

#include "ui/settings/settingeditor.h"

#include <array>

class QLineEdit;

namespace desk::ui {

/// The hours of a week, a line for each day; an empty one is closed.
class WeekEditor : public SettingEditor
{
    Q_OBJECT

public:
    WeekEditor();

    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue &value) override;

private:
    void copyMonday();

    std::array<QLineEdit *, 7> m_days;
};

} // namespace desk::ui
