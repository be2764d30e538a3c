#include "app/autostartfile.h"
#include "app/systemautostart.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace desk {

std::unique_ptr<ui::Autostart> systemAutostart(const AutostartEntry &entry)
{
    const QString path = QDir::home().filePath(u"Library/LaunchAgents/%1.plist"_s.arg(launchAgentLabel));
    return std::make_unique<AutostartFile>(path, entry.launchAgent());
}

} // namespace desk
