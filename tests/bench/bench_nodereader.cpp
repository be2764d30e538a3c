// How many message stanzas a second readNode() takes, on one thread. Prints one line of JSON.
//
//   bench_nodereader [--nodes N] [--rounds N] [--write FILE]
//
// --write leaves the frames in FILE, each behind its length (4 bytes, big-endian), so that other decoders read the same.
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

class Stanzas
{
public:
    /// Of ten messages: five from a phone, three by hidden id, two in a group with a sender key.
    Node next()
    {
        const int kind = m_random.bounded(10);
        const QByteArray phone = "1555" + digits(7);
        const QByteArray lid = "1" + digits(14);
        Node node{.tag = "message", .attributes = {{"id", "3EB0" + bytes(9).toHex().toUpper()}, {"type", "text"}}};
        if (kind < 5) {
            node.set({"from", Jid(phone, Jid::Server::Phone, device())})
                .set({"sender_lid", Jid(lid, Jid::Server::Lid)});
        } else if (kind < 8) {
            node.set({"from", Jid(lid, Jid::Server::Lid, device())})
                .set({"sender_pn", Jid(phone, Jid::Server::Phone)})
                .set({"addressing_mode", "lid"});
        } else {
            node.set({"from", Jid("120363" + digits(12), Jid::Server::Group)})
                .set({"participant", Jid(lid, Jid::Server::Lid, device())})
                .set({"participant_pn", Jid(phone, Jid::Server::Phone, device())})
                .set({"addressing_mode", "lid"});
        }
        node.set({"t", 1'700'000'000 + m_random.bounded(10'000'000)}).set({"notify", "Persona " + digits(3)});
        if (kind >= 8)
            node.append(encrypted("skmsg"));
        else
            node.append(encrypted(m_random.bounded(5) == 0 ? "pkmsg" : "msg"));
        return node;
    }

private:
    Node encrypted(const QByteArray &type)
    {
        return {.tag = "enc",
                .attributes = {{"v", "2"}, {"type", type}},
                .content = bytes(type == "pkmsg" ? 280 : 120 + m_random.bounded(120))};
    }
    quint16 device() { return static_cast<quint16>(m_random.bounded(3) * 7); }
    QByteArray digits(int count)
    {
        QByteArray text(count, '\0');
        for (char &c : text)
            c = static_cast<char>('1' + m_random.bounded(9));
        return text;
    }
    QByteArray bytes(int count)
    {
        QByteArray made(count, '\0');
        for (char &c : made)
            c = static_cast<char>(m_random.bounded(256));
        return made;
    }

    QRandomGenerator m_random{1};
};

bool writeFrames(const QString &path, const QList<QByteArray> &frames)
{
    QFile file(path);
    if (!file.open(QFile::WriteOnly))
        return false;
    for (const QByteArray &frame : frames) {
        const quint32 length = qToBigEndian(static_cast<quint32>(frame.size()));
        if (file.write(reinterpret_cast<const char *>(&length), sizeof length) < 0 || file.write(frame) < 0)
            return false;
    }
    return file.flush();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOption({u"nodes"_s, u"How many different frames."_s, u"N"_s, u"10000"_s});
    options.addOption({u"rounds"_s, u"How often all are read; the median counts."_s, u"N"_s, u"21"_s});
    options.addOption({u"write"_s, u"Where to leave the frames."_s, u"FILE"_s});
    options.process(app);

    QList<QByteArray> frames;
    qint64 bytes = 0;
    Stanzas stanzas;
    for (int i = std::max(1, options.value(u"nodes"_s).toInt()); i > 0; --i) {
        frames.append(writeNode(stanzas.next()).value_or(QByteArray()));
        bytes += frames.last().size();
    }
    if (const QString path = options.value(u"write"_s); !path.isEmpty() && !writeFrames(path, frames)) {
        std::fprintf(stderr, "cannot write the frames\n");
        return 1;
    }

    QList<double> rates;
    QList<double> cpuRates; // the processor's time counts only this program, where others use the machine too
    qint64 content = 0;     // used, so that nothing is optimised away
    for (int round = std::max(1, options.value(u"rounds"_s).toInt()); round > 0; --round) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t cpu = std::clock();
        for (const QByteArray &frame : std::as_const(frames)) {
            const auto node = readNode(frame);
            if (!node) {
                std::fprintf(stderr, "%s\n", qPrintable(node.error().detail));
                return 1;
            }
            content += node->children().first().bytes().size();
        }
        rates.append(static_cast<double>(frames.size()) * 1e9 / static_cast<double>(timer.nsecsElapsed()));
        cpuRates.append(static_cast<double>(frames.size()) * CLOCKS_PER_SEC
                        / static_cast<double>(std::max<std::clock_t>(1, std::clock() - cpu)));
    }
    std::sort(rates.begin(), rates.end());
    std::sort(cpuRates.begin(), cpuRates.end());
    const double median = rates.at(rates.size() / 2);
    const QJsonObject figures{{u"decoder"_s, u"desk::wa::readNode"_s},
                              {u"nodes"_s, frames.size()},
                              {u"bytes"_s, bytes},
                              {u"content_bytes"_s, content / rates.size()},
                              {u"nodes_per_second"_s, qRound64(median)},
                              {u"nodes_per_cpu_second"_s, qRound64(cpuRates.at(cpuRates.size() / 2))},
                              {u"slowest"_s, qRound64(rates.first())},
                              {u"fastest"_s, qRound64(rates.last())}};
    std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    return 0;
}
