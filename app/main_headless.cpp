#include "app/backupcommand.h"
#include "app/commandline.h"
#include "app/composition.h"
#include "app/demo/demofolder.h"
#include "app/paircommand.h"
#include "app/stopsignals.h"
#include "app/terminal.h"
#include "app/whatsappconnection.h"
#include "core/base/logging.h"
#include "core/storage/demoseed.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace desk;

namespace {

int complain(const QString &text)
{
    QTextStream(stderr) << "ventanillad: " << text << Qt::endl;
    return 1;
}

void print(const QString &text)
{
    QTextStream out(stdout);
    out << text << Qt::endl;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(
        u"command"_s,
        u"pair | channel | backup FOLDER | restore FILE | user add NAME | user list | token add NAME | seed-demo; without one: serve"_s,
        u"[command]"_s);
    addDeskOptions(parser);
    parser.addOptions(
        {{u"code"_s, u"Show a code to type on this phone instead of a QR code; for pair."_s, u"phone"_s},
         {u"timeout"_s, u"How long to wait for the phone; for pair."_s, u"seconds"_s, u"300"_s},
         {u"role"_s, u"admin, technician or viewer; for user add."_s, u"role"_s},
         {u"password-stdin"_s, u"Read the password from standard input; for user add."_s},
         {u"scopes"_s, u"read,write,admin; for token add."_s, u"scopes"_s, u"read"_s},
         {u"tickets"_s, u"How many; for seed-demo."_s, u"count"_s, u"500"_s},
         {u"messages"_s, u"How many; for seed-demo."_s, u"count"_s, u"5000"_s},
         {u"photos"_s, u"How many; for seed-demo. A fifth of the messages when not given."_s, u"count"_s}});
}

bool isSpanish()
{
    const QStringList languages = QLocale::system().uiLanguages();
    return languages.value(0).startsWith("es"_L1);
}

/// Links WhatsApp in the terminal, without the desk.
int pair(const QCommandLineParser &parser, const Settings &settings)
{
    if (settings.demo.on)
        return complain(isSpanish() ? u"La demostración se vincula sola."_s : u"The demo links itself."_s);
    if (const QString objection = folderObjection(settings.dataDir, false, isSpanish()); !objection.isEmpty())
        return complain(objection);
    bool ok = false;
    const int seconds = parser.value(u"timeout"_s).toInt(&ok);
    if (!ok || seconds < 1 || seconds > 24 * 3600)
        return complain(u"--timeout must be a number of seconds"_s);
    DataFolder folder(settings.dataDir);
    if (auto taken = folder.take(); !taken)
        return complain(taken.error().code != Errc::Conflict ? taken.error().detail
                            : isSpanish() ? u"Ventanilla está en marcha con esta carpeta de datos: deténgala primero."_s
                                          : u"Ventanilla is running on this data folder: stop it first."_s);
    SystemClock clock;
    SystemRandom random;
    WhatsAppConnection connection(settings, clock, random);
    QTextStream out(stdout);
    PairCommand command(connection.link(), clock,
                        {.phone = parser.value(u"code"_s),
                         .timeout = std::chrono::seconds(seconds),
                         .colours = isOutputTerminal(),
                         .spanish = isSpanish()},
                        [&out](const QString &text) { out << text << Qt::flush; });
    QObject::connect(
        &command, &PairCommand::finished, QCoreApplication::instance(),
        [](int code, const QString &error) {
            if (code != 0)
                complain(error);
            QCoreApplication::exit(code);
        },
        Qt::QueuedConnection);
    onStopSignal([&command] { command.cancel(); });
    connection.start();
    command.start();
    const int code = QCoreApplication::exec();
    connection.stop();
    if (code == 0 && settings.channel != "whatsapp"_L1)
        complain(isSpanish() ? u"Nota: esta instalación usa el puente; ponga VENTANILLA_CHANNEL=whatsapp."_s
                             : u"Note: this installation uses the bridge; set VENTANILLA_CHANNEL=whatsapp."_s);
    return code;
}

/// A backup, or back to one.
int keepOrRestore(const QStringList &command, const Settings &settings)
{
    const auto done = command.at(0) == "backup"_L1 ? backupCommand(settings.dataDir, command.at(1), isSpanish())
                                                   : restoreCommand(settings.dataDir, command.at(1), isSpanish());
    if (!done)
        return complain(done.error().detail);
    print(*done);
    return 0;
}

/// Says once what to do when the desk runs without WhatsApp.
void watchLink(ChannelLink &link, const QString &dataDir)
{
    auto *told = new QObject(&link);
    QObject::connect(&link, &ChannelLink::changed, told, [told, dataDir](const LinkInfo &info) {
        const bool dead = info.state == LinkState::Stopped
            && (info.cause == "logged_out"_L1 || info.cause == "locked"_L1);
        if (info.state != LinkState::Unpaired && !dead)
            return;
        told->deleteLater();
        const QString how = u"\"%1\" pair --data-dir \"%2\""_s.arg(QCoreApplication::applicationFilePath(), dataDir);
        complain(isSpanish()
                     ? u"WhatsApp no está vinculado. Para vincularlo, detenga este programa y ejecute:  "_s + how
                     : u"WhatsApp is not linked. To link it, stop this program and run:  "_s + how);
    });
}

/// Shows the secret that makes the first administrator: here and nowhere else.
void showSetupSecret(Composition &composition, const QUrl &url)
{
    const auto secret = composition.setupSecret();
    if (!secret)
        complain(secret.error().detail);
    if (!secret || secret->isEmpty())
        return;
    complain(
        isSpanish()
            ? u"Falta un administrador. Créelo en este equipo con la clave  %1  en  %2"_s.arg(*secret, url.toString())
            : u"There is no administrator yet. Make one on this computer with the secret  %1  at  %2"_s.arg(
                *secret, url.toString()));
}

/// What the desk would be connected with, in one word, for scripts: bridge, whatsapp, demo, or none when there is nothing yet.
int showChannel(const Settings &settings)
{
    const FolderUse use = useOfFolder(settings.dataDir);
    const bool elsewhere = !settings.whatsApp.url.isEmpty(); // another service was named
    print(settings.channel != "whatsapp"_L1                ? settings.channel
              : settings.demo.on || use == FolderUse::Demo ? u"demo"_s
              : elsewhere || use == FolderUse::Desk        ? u"whatsapp"_s
                                                           : u"none"_s);
    return 0;
}

int runCommand(const QStringList &command, const QCommandLineParser &parser, Composition &composition)
{
    if (auto opened = composition.openStorage(); !opened)
        return complain(opened.error().detail);
    const QString verb = command.mid(0, 2).join(u' ');
    if (verb == "user list"_L1) {
        const auto users = composition.accounts().listUsers();
        if (!users)
            return complain(users.error().detail);
        for (const QString &line : *users)
            print(line);
        return 0;
    }
    if (verb == "user add"_L1 && command.size() == 3) {
        if (!parser.isSet(u"password-stdin"_s))
            return complain(u"user add needs --password-stdin"_s);
        const QString password = QTextStream(stdin).readLine();
        const auto user = composition.accounts().addUser(command.at(2), parser.value(u"role"_s), password);
        if (!user && user.error().code == Errc::Conflict)
            return complain(u"there is a user of that name"_s);
        return user ? 0 : complain(u"not accepted: "_s + user.error().detail);
    }
    if (verb == "token add"_L1 && command.size() == 3) {
        const auto token = composition.accounts().addToken(command.at(2), parser.value(u"scopes"_s).split(u','));
        if (!token)
            return complain(u"not accepted: "_s + token.error().detail);
        print(QString::fromLatin1(*token));
        return 0;
    }
    if (command == QStringList{u"seed-demo"_s}) {
        const int messages = parser.value(u"messages"_s).toInt();
        const int photos = parser.isSet(u"photos"_s) ? parser.value(u"photos"_s).toInt() : messages / 5;
        const auto done = seedDemo(composition.database(), composition.attachments(), composition.clock(),
                                   {parser.value(u"tickets"_s).toInt(), messages, photos});
        return done ? 0 : complain(done.error().detail);
    }
    return complain(u"unknown command; see --help"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"ventanilla"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(DESK_VERSION));
    QCommandLineParser parser;
    addOptions(parser);
    parser.process(app);

    const auto settings = readSettings(parser);
    if (!settings)
        return complain(settings.error().detail);
    const QStringList command = parser.positionalArguments();
    const bool connects = command.isEmpty() || command == QStringList{u"pair"_s};
    if (!installLogging(connects ? QDir(settings->dataDir).filePath(u"logs"_s) : QString(), settings->logLevel))
        complain(u"no log file can be written; logging to standard error"_s);

    if (command == QStringList{u"pair"_s})
        return pair(parser, *settings);
    if (command == QStringList{u"channel"_s})
        return showChannel(*settings);
    if (command.size() == 2 && (command.at(0) == "backup"_L1 || command.at(0) == "restore"_L1))
        return keepOrRestore(command, *settings);
    if (const QString objection = folderObjection(settings->dataDir, settings->demo.on, isSpanish());
        command.isEmpty() && !objection.isEmpty())
        return complain(objection);
    Composition composition(*settings);
    if (!command.isEmpty())
        return runCommand(command, parser, composition);

    onStopSignal([] { QCoreApplication::quit(); }); // one that comes while it starts is kept until it can be heard
    const auto url = composition.start();
    if (!url)
        return complain(url.error().detail);
    showSetupSecret(composition, *url);
    if (ChannelLink *link = composition.link(); link && !settings->demo.on)
        watchLink(*link, settings->dataDir);
    if (parser.isSet(u"print-ready"_s)) {
        print(readyLine(*url, settings->demo.on));
    } else {
        print((settings->demo.on ? u"Ventanilla (DEMO): "_s : u"Ventanilla: "_s) + url->toString());
    }
    const int code = app.exec();
    composition.stop();
    return code;
}
