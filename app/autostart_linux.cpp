#include "app/autostartfile.h"
#include "app/systemautostart.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace desk {

std::unique_ptr<ui::Autostart> systemAutostart(const AutostartEntry &entry)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return std::make_unique<AutostartFile>(folder + u"/autostart/ventanilla.desktop"_s, entry.xdgFile());
}

} // namespace desk
