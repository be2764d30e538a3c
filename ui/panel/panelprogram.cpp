#include "ui/panel/panelprogram.h"

#include <QCoreApplication>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace desk::ui {

QString panelProgram()
{
    const QString name = u"ventanilla-panel"_s;
    // Beside this one, or where programs are.
    const QString beside = QStandardPaths::findExecutable(name, {QCoreApplication::applicationDirPath()});
    return beside.isEmpty() ? QStandardPaths::findExecutable(name) : beside;
}

bool panelShowsPasskeys()
{
    return QT_VERSION >= QT_VERSION_CHECK(6, 7, 0) && !panelProgram().isEmpty();
}

} // namespace desk::ui
