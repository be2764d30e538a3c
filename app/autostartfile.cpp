#include "app/autostartfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace desk {

bool AutostartFile::isOn() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    // Desktops switch an entry off in their own settings without removing it.
    const QByteArray text = file.readAll();
    return !text.contains("\nHidden=true") && !text.contains("\nX-GNOME-Autostart-enabled=false");
}

Result<> AutostartFile::setOn(bool on)
{
    if (!on)
        return !QFile::exists(m_path) || QFile::remove(m_path) ? Result<>()
                                                               : fail(Errc::Storage, u"cannot remove "_s + m_path);
    QSaveFile file(m_path);
    if (!QDir().mkpath(QFileInfo(m_path).path()) || !file.open(QIODevice::WriteOnly)
        || file.write(m_content) != m_content.size() || !file.commit())
        return fail(Errc::Storage, u"cannot write "_s + m_path);
    return {};
}

} // namespace desk
