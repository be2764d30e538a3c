#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/store/filekeyvault.h"
#include "whatsapp/tools/clientdriver.h"
#include "whatsapp/tools/softwareassertions.h"
#include "whatsapp/tools/stdinlines.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

constexpr int usageError = 2;

int complain(const QString &text, int code)
{
    std::fprintf(stderr, "wa-cli: %s\n", qUtf8Printable(text));
    return code;
}

void print(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

struct Arguments
{
    ClientDriver::Options driver = {};
    QString store;
    QString passkeyFile;
    QString logLevel;
};

Result<Arguments> readArguments(const QStringList &arguments)
{
    const QCommandLineOption url(u"url"_s, u"the service; WhatsApp's own when not given"_s, u"URL"_s);
    const QCommandLineOption certKey(u"cert-key"_s, u"Noise root key, 32 bytes in hex; only with a loopback --url"_s,
                                     u"HEX"_s);
    const QCommandLineOption name(u"name"_s, u"what the phone shows for this device"_s, u"NAME"_s, u"Ventanilla"_s);
    const QCommandLineOption store(u"store"_s, u"memory, or a file"_s, u"memory|PATH"_s, u"memory"_s);
    const QCommandLineOption pushName(u"push-name"_s, u"own name, for presence"_s, u"NAME"_s);
    const QCommandLineOption mediaCa(u"media-ca"_s, u"trust this PEM for media too"_s, u"FILE"_s);
    const QCommandLineOption mediaPlain(u"media-plain-http"_s, u"media over http; loopback only"_s);
    const QCommandLineOption history(u"history"_s, u"ask for history"_s);
    const QCommandLineOption noReconnect(u"no-reconnect"_s, u"stay offline after a loss"_s);
    const QCommandLineOption passkeyKey(u"passkey-key"_s, u"software authenticator, for tests"_s, u"FILE"_s);
    const QCommandLineOption log(u"log"_s, u"debug, info or warning"_s, u"LEVEL"_s, u"warning"_s);
    const QCommandLineOption trace(u"trace"_s, u"every stanza on stderr"_s);
    QCommandLineParser parser;
    parser.addOptions(
        {url, certKey, name, store, pushName, mediaCa, mediaPlain, history, noReconnect, passkeyKey, log, trace});
    if (!parser.parse(arguments))
        return fail(Errc::Invalid, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return fail(Errc::Invalid, u"unexpected argument "_s + parser.positionalArguments().constFirst());

    Arguments result{
        .store = parser.value(store), .passkeyFile = parser.value(passkeyKey), .logLevel = parser.value(log)};
    result.driver = {.url = QUrl(parser.value(url)),
                     .rootKey = QByteArray::fromHex(parser.value(certKey).toLatin1()),
                     .name = parser.value(name),
                     .pushName = parser.value(pushName),
                     .mediaCa = parser.value(mediaCa),
                     .mediaPlainHttp = parser.isSet(mediaPlain),
                     .history = parser.isSet(history),
                     .reconnects = !parser.isSet(noReconnect),
                     .trace = parser.isSet(trace)};
    if (parser.isSet(certKey) && (result.driver.rootKey.size() != 32 || !ClientDriver::isLoopback(result.driver.url)))
        return fail(Errc::Invalid, u"--cert-key needs 32 bytes in hex and a loopback --url"_s);
    if (parser.isSet(mediaPlain) && !ClientDriver::isLoopback(result.driver.url))
        return fail(Errc::Invalid, u"--media-plain-http needs a loopback --url"_s);
    if (parser.isSet(mediaPlain) && parser.isSet(mediaCa))
        return fail(Errc::Invalid, u"--media-ca and --media-plain-http do not go together"_s);
    if (!QStringList{u"debug"_s, u"info"_s, u"warning"_s}.contains(result.logLevel))
        return fail(Errc::Invalid, u"--log is debug, info or warning"_s);
    return result;
}

void setLogLevel(const QString &level)
{
    QLoggingCategory::setFilterRules(u"desk.*.debug=%1\ndesk.*.info=%2"_s.arg(
        level == "debug"_L1 ? u"true"_s : u"false"_s, level == "warning"_L1 ? u"false"_s : u"true"_s));
}

// The key lies in a file beside the store: a tool must not ask for the keychain.
Result<> openStore(SessionStore &store, const QString &path, Random &random)
{
    if (path == "memory"_L1)
        return store.open(u":memory:"_s, SecretBytes::random(random, KeyVault::keyBytes));
    FileKeyVault vault(path + u".key"_s);
    auto loading = vault.load();
    const Result<std::optional<SecretBytes>> known = loading.result();
    if (!known)
        return fail(known.error());
    if (*known)
        return store.open(path, **known);
    const SecretBytes key = SecretBytes::random(random, KeyVault::keyBytes);
    if (Result<> saved = vault.save(key).result(); !saved)
        return saved;
    return store.open(path, key);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const auto arguments = readArguments(QCoreApplication::arguments());
    if (!arguments)
        return complain(arguments.error().detail, usageError);
    setLogLevel(arguments->logLevel);

    SystemClock clock;
    SystemRandom random;
    SessionStore store(clock, random);
    if (auto opened = openStore(store, arguments->store, random); !opened)
        return complain(opened.error().detail, 1);
    std::optional<SoftwareAssertions> assertions;
    if (!arguments->passkeyFile.isEmpty()) {
        auto loaded = SoftwareAssertions::fromFile(arguments->passkeyFile);
        if (!loaded)
            return complain(loaded.error().detail, usageError);
        assertions.emplace(std::move(*loaded));
    }

    ClientDriver driver(arguments->driver, store, assertions ? &*assertions : nullptr, clock, random, print);
    StdinLines lines;
    QObject::connect(&lines, &StdinLines::line, &driver, &ClientDriver::take);
    QObject::connect(&lines, &StdinLines::ended, &app, &QCoreApplication::quit);
    QObject::connect(&driver, &ClientDriver::quit, &app, &QCoreApplication::quit, Qt::QueuedConnection);
    driver.announce();
    return QCoreApplication::exec();
}
