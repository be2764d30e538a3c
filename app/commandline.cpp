#include "app/commandline.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

SettingsSource flagSource(const QCommandLineParser &parser)
{
    SettingsSource source;
    for (const QString &name :
         {u"data-dir"_s, u"http-port"_s, u"bind"_s, u"channel"_s, u"log-level"_s, u"demo-speed"_s, u"demo-seed"_s}) {
        if (parser.isSet(name))
            source.insert(u"VENTANILLA_"_s + name.toUpper().replace(u'-', u'_'), parser.value(name));
    }
    if (parser.isSet(u"demo"_s))
        source.insert(u"VENTANILLA_DEMO"_s, u"on"_s);
    return source;
}

} // namespace

void addDeskOptions(QCommandLineParser &parser)
{
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions(
        {{u"data-dir"_s, u"Folder of the database and attachments."_s, u"folder"_s},
         {u"http-port"_s, u"Port; 0 takes any free one."_s, u"port"_s},
         {u"bind"_s, u"Loopback address to listen on."_s, u"address"_s},
         {u"channel"_s, u"whatsapp or bridge."_s, u"name"_s},
         {u"config"_s, u"Settings file (JSON)."_s, u"file"_s},
         {u"env-file"_s, u"File of NAME=value lines; .env in the current folder when not given."_s, u"file"_s},
         {u"log-level"_s, u"debug, info or warning."_s, u"level"_s},
         {u"demo"_s, u"Made-up customers on a simulated WhatsApp, without a phone; in a data folder of its own."_s},
         {u"demo-speed"_s, u"How fast the demo's customers are; 1: as people."_s, u"factor"_s},
         {u"demo-seed"_s, u"The same customers say the same for the same number."_s, u"number"_s},
         {u"print-ready"_s, u"Print one line of JSON once it serves."_s}});
}

Result<Settings> readSettings(const QCommandLineParser &parser)
{
    QList<SettingsSource> sources{flagSource(parser), environmentSource()};
    QFile envFile(parser.isSet(u"env-file"_s) ? parser.value(u"env-file"_s) : u".env"_s);
    if (envFile.open(QIODevice::ReadOnly))
        sources << parseEnvFile(envFile.readAll());
    else if (parser.isSet(u"env-file"_s))
        return fail(Errc::NotFound, u"cannot read "_s + envFile.fileName());
    if (parser.isSet(u"config"_s)) {
        QFile file(parser.value(u"config"_s));
        if (!file.open(QIODevice::ReadOnly))
            return fail(Errc::NotFound, u"cannot read "_s + file.fileName());
        auto source = parseSettingsFile(file.readAll());
        if (!source)
            return fail(source.error());
        sources << *source;
    }
    return settingsFrom(sources);
}

QString readyLine(const QUrl &url, bool demo)
{
    const QJsonObject ready{{u"ready"_s, true},
                            {u"url"_s, url.toString()},
                            {u"pid"_s, QCoreApplication::applicationPid()},
                            {u"demo"_s, demo}};
    return QString::fromUtf8(QJsonDocument(ready).toJson(QJsonDocument::Compact));
}

} // namespace desk
