#pragma once

#include "ui/shell/autostart.h"

#include <QByteArray>
#include <QString>

namespace desk {

/// Starts with the system as long as a file of a certain content is there.
class AutostartFile final : public ui::Autostart
{
public:
    AutostartFile(QString path, QByteArray content) : m_path(std::move(path)), m_content(std::move(content)) { }

    [[nodiscard]] bool isOn() const override;
    [[nodiscard]] Result<> setOn(bool on) override;

private:
    QString m_path;
    QByteArray m_content;
};

} // namespace desk
