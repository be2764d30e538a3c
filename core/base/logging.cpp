#include "core/base/logging.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <cstdio>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcApp, "desk.app", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "desk.core.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcInbox, "desk.core.inbox", QtInfoMsg)
Q_LOGGING_CATEGORY(lcMedia, "desk.core.media", QtInfoMsg)
Q_LOGGING_CATEGORY(lcOutbox, "desk.core.outbox", QtInfoMsg)
Q_LOGGING_CATEGORY(lcBridge, "desk.core.bridge", QtInfoMsg)
Q_LOGGING_CATEGORY(lcConversation, "desk.core.conversation", QtInfoMsg)
Q_LOGGING_CATEGORY(lcAssistant, "desk.core.assistant", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHttp, "desk.server.http", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRequest, "desk.server.request", QtInfoMsg)
Q_LOGGING_CATEGORY(lcEvents, "desk.core.events", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWebhooks, "desk.core.webhooks", QtInfoMsg)

namespace desk {

namespace {

// Qt's message handler is a plain function called from any thread: this state is the one place with a lock.
struct LogFile
{
    QMutex mutex;
    QFile file;
    qint64 maxBytes = 0;
    int keep = 0;
};

LogFile &logFile()
{
    static LogFile log;
    return log;
}

void rotate(LogFile &log)
{
    log.file.close();
    const QString name = log.file.fileName();
    QFile::remove(u"%1.%2"_s.arg(name).arg(log.keep));
    for (int i = log.keep - 1; i >= 1; --i)
        QFile::rename(u"%1.%2"_s.arg(name).arg(i), u"%1.%2"_s.arg(name).arg(i + 1));
    QFile::rename(name, name + u".1"_s);
    log.file.open(QIODevice::WriteOnly | QIODevice::Append);
}

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    return "info";
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    LogFile &log = logFile();
    const QMutexLocker lock(&log.mutex);
    if (log.file.isOpen()) {
        const QJsonObject entry{{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                                {u"level"_s, QLatin1String(levelName(type))},
                                {u"category"_s, QString::fromUtf8(context.category)},
                                {u"text"_s, text}};
        if (log.file.size() > log.maxBytes)
            rotate(log);
        log.file.write(QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n');
        log.file.flush();
    }
    if (!log.file.isOpen() || (type != QtDebugMsg && type != QtInfoMsg))
        std::fprintf(stderr, "%s %s: %s\n", levelName(type), context.category, qUtf8Printable(text));
}

} // namespace

bool installLogging(const QString &directory, const QString &level, qint64 maxBytes, int keep)
{
    LogFile &log = logFile();
    bool opened = true;
    {
        const QMutexLocker lock(&log.mutex);
        log.maxBytes = maxBytes;
        log.keep = keep;
        log.file.close();
        if (!directory.isEmpty()) {
            opened = QDir().mkpath(directory);
            log.file.setFileName(QDir(directory).filePath(u"ventanilla.log"_s));
            opened = opened && log.file.open(QIODevice::WriteOnly | QIODevice::Append);
        }
    }
    if (level == "debug"_L1)
        QLoggingCategory::setFilterRules(u"desk.*.debug=true"_s);
    else if (level == "warning"_L1)
        QLoggingCategory::setFilterRules(u"desk.*.info=false"_s);
    qInstallMessageHandler(handleMessage);
    return opened;
}

} // namespace desk
