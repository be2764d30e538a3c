#pragma once

#include "core/administration/settingregistry.h"

#include <QWidget>

namespace desk::ui {

/// Where one setting is changed, made for its type. Lives on the GUI thread.
class SettingEditor : public QWidget
{
    Q_OBJECT

public:
    /// @param setting of the registry, which outlives the editor.
    [[nodiscard]] static SettingEditor *make(const SettingDescriptor &setting);

    /// As typed, fit or not; undefined: nothing was typed (a secret that stays).
    [[nodiscard]] virtual QJsonValue value() const = 0;
    /// Emits nothing. Of a secret: whether there is one.
    virtual void setValue(const QJsonValue &value) = 0;
    /// It says its label itself, as a check box does.
    [[nodiscard]] virtual bool hasLabel() const { return false; }

Q_SIGNALS:
    void edited();

protected:
    using QWidget::QWidget;
};

} // namespace desk::ui
