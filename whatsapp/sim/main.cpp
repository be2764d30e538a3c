#include "core/base/clock.h"
#include "core/base/random.h"
#include "whatsapp/sim/driver.h"
#include "whatsapp/sim/options.h"
#include "whatsapp/sim/simserver.h"
#include "whatsapp/tools/stdinlines.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa::sim;
using desk::wa::StdinLines;

namespace {

constexpr int usageError = 2;

int complain(const QString &text)
{
    std::fprintf(stderr, "wa-sim: %s\n", qUtf8Printable(text));
    return usageError;
}

void print(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stdout);
    std::fflush(stdout);
}

Result<Options> readOptions(QCommandLineParser &parser, const QStringList &arguments)
{
    const QCommandLineOption port(u"port"_s, u"listen on PORT of 127.0.0.1; 0: any free one"_s, u"PORT"_s, u"0"_s);
    const QCommandLineOption media(u"media"_s, u"http or https"_s, u"SCHEME"_s, u"http"_s);
    const QCommandLineOption groups(u"group-mode"_s, u"lid or pn: how groups address their members"_s, u"MODE"_s,
                                    u"lid"_s);
    const QCommandLineOption state(u"state"_s, u"keep accounts and keys in DIR"_s, u"DIR"_s);
    const QCommandLineOption history(u"history"_s, u"phones send history"_s);
    const QCommandLineOption compress(u"compress-over"_s, u"send frames over BYTES as zlib"_s, u"BYTES"_s);
    const QCommandLineOption badCert(u"bad-cert"_s, u"root, intermediate, leaf-key or leaf-expired"_s, u"FAULT"_s);
    const QCommandLineOption trace(u"trace"_s, u"every stanza on stderr"_s);
    parser.setApplicationDescription(u"The simulated WhatsApp service: commands and events are lines of JSON."_s);
    parser.addOptions({port, media, groups, state, history, compress, badCert, trace});
    if (!parser.parse(arguments))
        return fail(Errc::Invalid, parser.errorText());
    if (!parser.positionalArguments().isEmpty())
        return fail(Errc::Invalid, u"unexpected argument "_s + parser.positionalArguments().constFirst());

    Options options{.stateDir = parser.value(state),
                    .groupsByPhone = parser.value(groups) == u"pn"_s,
                    .mediaHttps = parser.value(media) == u"https"_s,
                    .history = parser.isSet(history),
                    .trace = parser.isSet(trace)};
    bool ok = true;
    options.port = parser.value(port).toUShort(&ok);
    if (!ok)
        return fail(Errc::Invalid, u"--port is no port"_s);
    if (parser.isSet(compress)) {
        options.compressOver = parser.value(compress).toInt(&ok);
        if (!ok || options.compressOver < 0)
            return fail(Errc::Invalid, u"--compress-over is no size"_s);
    }
    if (!QStringList{u"http"_s, u"https"_s}.contains(parser.value(media)))
        return fail(Errc::Invalid, u"--media is http or https"_s);
    if (!QStringList{u"lid"_s, u"pn"_s}.contains(parser.value(groups)))
        return fail(Errc::Invalid, u"--group-mode is lid or pn"_s);
    const QHash<QString, BadCertificate> faults{{u"root"_s, BadCertificate::Root},
                                                {u"intermediate"_s, BadCertificate::Intermediate},
                                                {u"leaf-key"_s, BadCertificate::LeafKey},
                                                {u"leaf-expired"_s, BadCertificate::LeafExpired}};
    if (parser.isSet(badCert)) {
        if (!faults.contains(parser.value(badCert)))
            return fail(Errc::Invalid, u"--bad-cert is root, intermediate, leaf-key or leaf-expired"_s);
        options.badCertificate = faults.value(parser.value(badCert));
    }
    return options;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto options = readOptions(parser, QCoreApplication::arguments());
    if (!options)
        return complain(options.error().detail);

    SystemClock clock;
    SystemRandom random;
    SimServer server(*options, clock, random);
    if (const auto started = server.start(); !started) {
        complain(started.error().detail);
        return 1;
    }
    Driver driver(server, print);
    StdinLines input;
    QObject::connect(&input, &StdinLines::line, &driver, &Driver::take);
    QObject::connect(&input, &StdinLines::ended, &app, &QCoreApplication::quit);
    QObject::connect(&driver, &Driver::quit, &app, &QCoreApplication::quit);
    driver.announce();
    return QCoreApplication::exec();
}
