#include "whatsapp/sim/statefolder.h"

#include "whatsapp/sim/stanzas.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

constexpr std::chrono::milliseconds together{200};
constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

Result<QJsonObject> readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Storage, u"%1: %2"_s.arg(path, file.errorString()));
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return fail(Errc::Storage, u"%1: %2"_s.arg(path, error.errorString()));
    return document.object();
}

} // namespace

StateFolder::StateFolder(QString path, Directory &directory, Clock &clock, QObject *parent)
    : QObject(parent), m_path(std::move(path)), m_directory(directory), m_clock(clock)
{
}

StateFolder::~StateFolder()
{
    flush();
}

Result<std::optional<ServerKeys>> StateFolder::load()
{
    if (m_path.isEmpty())
        return std::nullopt;
    const QDir folder(m_path);
    if (!folder.mkpath(u"."_s))
        return fail(Errc::Storage, u"the folder for the state cannot be made"_s);

    const QStringList names = folder.entryList({u"account-*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const auto json = readJson(folder.filePath(name));
        if (!json)
            return fail(json.error());
        auto account = Account::fromJson(*json);
        if (!account)
            return fail(account.error());
        const QString queues = folder.filePath(u"queues-%1.json"_s.arg(QString::fromLatin1((*account)->number())));
        if (QFile::exists(queues)) {
            const auto stored = readJson(queues);
            if (!stored)
                return fail(stored.error());
            (*account)->takeQueues(*stored);
        }
        if (auto adopted = m_directory.adopt(*std::move(account)); !adopted)
            return fail(adopted.error());
    }

    const QString serverFile = folder.filePath(u"server.json"_s);
    if (!QFile::exists(serverFile))
        return std::nullopt;
    const auto json = readJson(serverFile);
    if (!json)
        return fail(json.error());
    auto root = curve25519::fromPrivate(fromHex((*json)["root"_L1]));
    auto intermediate = curve25519::fromPrivate(fromHex((*json)["intermediate"_L1]));
    auto statics = curve25519::fromPrivate(fromHex((*json)["static"_L1]));
    if (!root || !intermediate || !statics)
        return fail(Errc::Storage, u"the server's keys cannot be read"_s);
    return ServerKeys{*std::move(root), *std::move(intermediate), *std::move(statics)};
}

Result<> StateFolder::save(const ServerKeys &keys)
{
    return write(u"server.json"_s,
                 {{u"root"_s, toHex(keys.root.privateKey.view())},
                  {u"intermediate"_s, toHex(keys.intermediate.privateKey.view())},
                  {u"static"_s, toHex(keys.statics.privateKey.view())}});
}

Result<> StateFolder::write(const QString &name, const QJsonObject &json) const
{
    if (m_path.isEmpty())
        return {};
    QSaveFile file(QDir(m_path).filePath(name));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly)
        || file.write(QJsonDocument(json).toJson(QJsonDocument::Compact)) < 0 || !file.commit())
        return fail(Errc::Storage, u"%1: %2"_s.arg(name, file.errorString()));
    return {};
}

void StateFolder::changed(const QByteArray &number)
{
    m_changed.insert(number);
    flushSoon();
}

void StateFolder::queueChanged(const QByteArray &number)
{
    m_queuesChanged.insert(number);
    flushSoon();
}

void StateFolder::flushSoon()
{
    if (m_waiting || m_path.isEmpty())
        return;
    m_waiting = true;
    m_clock.singleShot(together, this, [this] {
        m_waiting = false;
        flush();
    });
}

void StateFolder::flush()
{
    const auto writeAll = [this](const QSet<QByteArray> &numbers, const QString &kind, auto toJson) {
        for (const QByteArray &number : numbers) {
            const Account *account = m_directory.account(number);
            if (!account)
                continue;
            const auto written = write(u"%1-%2.json"_s.arg(kind, QString::fromLatin1(number)), toJson(*account));
            if (!written)
                std::fprintf(stderr, "state: %s\n", qUtf8Printable(written.error().detail));
        }
    };
    writeAll(std::exchange(m_changed, {}), u"account"_s, [](const Account &account) { return account.toJson(); });
    writeAll(std::exchange(m_queuesChanged, {}), u"queues"_s,
             [](const Account &account) { return account.queuesToJson(); });
}

} // namespace desk::wa::sim
