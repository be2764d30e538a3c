#include "app/startproblem.h"

#include <QCoreApplication>
#include <QDir>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QString trProblem(const char *text)
{
    return QCoreApplication::translate("desk::StartProblem", text);
}

StartProblem wordsOf(Composition::Stage stage, Errc code, const Settings &settings)
{
    const QString folder = QDir::toNativeSeparators(settings.dataDir);
    switch (stage) {
    case Composition::Stage::Folder:
        if (code == Errc::Conflict)
            return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "The data folder is in use.")),
                    .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                          "Another Ventanilla works on %1, or it belongs to the demo. "
                                                          "Close the other one, or start with another folder."))
                                  .arg(folder)};
        return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "The data folder cannot be used.")),
                .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "Check that you may write in %1."))
                              .arg(folder)};
    case Composition::Stage::Database:
        if (code == Errc::Conflict)
            return {
                .title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "These data are of a newer Ventanilla.")),
                .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                      "Nothing was changed. Install the newer version again, or "
                                                      "restore a backup that was made with this one."))};
        if (code == Errc::NotFound)
            return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "The desk is not in its place.")),
                    .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                          "A restore was cut short. The desk is whole in a folder "
                                                          "before-restore-… of %1. Close what uses its files, and "
                                                          "start again."))
                                  .arg(folder)};
        return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "The database could not be opened.")),
                .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                      "Check that the disk of %1 has room and is not read-only. If it "
                                                      "goes on, restore the last backup."))
                              .arg(folder)};
    case Composition::Stage::Settings:
        return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "A setting cannot be used.")),
                .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                      "Correct it in the settings file or the environment, and start "
                                                      "again."))};
    case Composition::Stage::Server:
    case Composition::Stage::Running:
        break;
    }
    if (code == Errc::NotConnected)
        return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "Port %1 is taken by another program."))
                             .arg(settings.httpPort),
                .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem",
                                                      "Close the program that uses it, or start with another port "
                                                      "(--http-port)."))};
    return {.title = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "The panel's server could not start.")),
            .advice = trProblem(QT_TRANSLATE_NOOP("desk::StartProblem", "Look at the details, and start again."))};
}

} // namespace

StartProblem startProblem(Composition::Stage stage, const Error &error, const Settings &settings)
{
    StartProblem problem = wordsOf(stage, error.code, settings);
    problem.detail = error.detail;
    return problem;
}

} // namespace desk
