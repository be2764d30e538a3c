#include "ui/settings/backupwords.h"

#include "ui/words.h"

using namespace Qt::StringLiterals;

namespace desk::ui {

QString BackupWords::problem(const QString &word)
{
    if (word == "no_folder"_L1)
        return tr("The folder is not there. Plug the drive in, or choose another folder.");
    if (word == "not_writable"_L1)
        return tr("Nothing can be written to the folder. Look at its permissions, or choose another.");
    if (word == "disk_full"_L1)
        return tr("There is not enough room. Make some, or choose another folder.");
    if (word == "damaged"_L1)
        return tr("The copy is not whole. If it goes on, the disk may be failing: back up to another one.");
    if (word == "newer"_L1)
        return tr("It was made by a newer Ventanilla. Update this one first.");
    if (word == "not_a_desk"_L1)
        return tr("This file is no backup of Ventanilla.");
    if (word == "stopped"_L1)
        return tr("It was broken off because Ventanilla closed.");
    if (word == "running"_L1)
        return tr("One is being made already.");
    return tr("It could not be written. The log says more.");
}

void BackupWords::show(CheckLine &line, const BackupRun &last, const BackupRun &lastGood, bool running)
{
    using State = CheckLine::State;
    const QString good = lastGood.startedAt > 0
        ? tr("The last good one: %1, %2.").arg(Words::shortTime(lastGood.startedAt), Words::size(lastGood.bytes))
        : tr("There is none yet.");
    if (running)
        line.show(State::Working, tr("A backup is being made…"));
    else if (last.startedAt == 0)
        line.show(State::Warning, tr("No backup has been made yet."));
    else if (last.problem.isEmpty())
        line.show(
            State::Good,
            tr("Last backup: %1, %2. It is whole.").arg(Words::shortTime(last.startedAt), Words::size(last.bytes)));
    else
        line.show(State::Bad,
                  tr("The backup of %1 was not made.").arg(Words::shortTime(last.startedAt)) + u' '
                      + problem(last.problem) + u' ' + good);
}

} // namespace desk::ui
