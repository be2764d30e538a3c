#include "app/demo/demoperson.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr int mostQuestions = 12; ///< answers to one kind of question
constexpr int mostRemarks = 6;    ///< answers to one kind of remark
constexpr int mostSaid = 150;     ///< messages of one person

QJsonObject jsonOf(const DemoLine &line)
{
    return {{u"text"_s, line.text}, {u"photo"_s, line.photo}, {u"voice"_s, line.voice}, {u"react"_s, line.reaction}};
}

DemoLine storedLine(const QJsonValue &json)
{
    return {.text = json["text"_L1].toString(),
            .photo = json["photo"_L1].toString(),
            .voice = json["voice"_L1].toString(),
            .reaction = json["react"_L1].toString()};
}

/// The same on every machine and in every run, as opposed to qHash().
quint32 stableHash(const QByteArray &bytes, quint32 seed)
{
    quint32 hash = 2166136261U ^ seed;
    for (const char byte : bytes)
        hash = (hash ^ quint8(byte)) * 16777619U;
    return hash;
}

QString withCapital(const QString &text)
{
    return text.isEmpty() ? text : text.at(0).toUpper() + text.mid(1);
}

} // namespace

DemoPerson::DemoPerson(const DemoCharacter &character, const DemoAnswers &phrases, quint32 seed, double speed)
    : m_character(&character), m_phrases(&phrases), m_seed(stableHash(character.number, seed)), m_speed(speed)
{
}

double DemoPerson::chance()
{
    // A generator whose whole state is a number that can be stored.
    quint32 x = m_seed + 0x9e3779b9U * ++m_chances;
    x = (x ^ (x >> 16)) * 0x85ebca6bU;
    x = (x ^ (x >> 13)) * 0xc2b2ae35U;
    return double(x ^ (x >> 16)) / 4294967296.0;
}

qint64 DemoPerson::readingTime(const QString &text)
{
    const double seconds = std::min(1.0 + 0.02 * double(text.size()), 5.0);
    return scaled(seconds * m_character->pace * (0.8 + 0.4 * chance()));
}

qint64 DemoPerson::writingTime(const DemoLine &line)
{
    if (line.wait >= 0)
        return scaled(line.wait);
    const double seconds = line.reaction.isEmpty() ? std::min(1.2 + 0.06 * double(line.text.size()), 8.0) : 1.0;
    return scaled(seconds * m_character->pace * (0.8 + 0.4 * chance()));
}

void DemoPerson::begin(qint64 at)
{
    if (std::exchange(m_begun, true))
        return;
    qint64 when = at;
    for (qsizetype i = 0; i < m_character->opens.size(); ++i) {
        const DemoLine line = filledIn(m_character->opens.at(i));
        if (i > 0 || line.wait >= 0)
            when += writingTime(line);
        m_pending.append({when, {line, {}}});
    }
}

void DemoPerson::hear(const QString &text, const QByteArray &id, qint64 now)
{
    m_unread.append(id);
    const DemoTopic topic = heardIn(text);
    // Among several messages a question counts, and the last of them.
    if (m_thinkAt == 0 || isAsking(topic) || !isAsking(m_heard)) {
        m_heard = topic;
        m_heardId = id;
    }
    m_thinkAt = now + readingTime(text);
}

std::optional<qint64> DemoPerson::nextAt() const
{
    std::optional<qint64> at;
    if (!m_pending.isEmpty())
        at = m_pending.first().at;
    if (m_thinkAt > 0)
        at = std::min(m_thinkAt, at.value_or(m_thinkAt));
    return at;
}

QList<DemoPerson::Saying> DemoPerson::take(qint64 now)
{
    QList<Saying> due;
    while (!m_pending.isEmpty() && m_pending.first().at <= now) {
        due.append(m_pending.takeFirst().saying);
        ++m_said;
    }
    if (m_thinkAt > 0 && m_thinkAt <= now)
        think(now);
    return due;
}

bool DemoPerson::isWriting(qint64 now) const
{
    return !m_pending.isEmpty() && m_pending.first().saying.line.reaction.isEmpty()
        && m_pending.first().at - now <= scaled(8);
}

void DemoPerson::resume(qint64 now)
{
    qint64 shift = 0;
    if (!m_pending.isEmpty() && m_pending.first().at < now)
        shift = now + scaled(2 + 10 * chance()) - m_pending.first().at;
    for (Pending &pending : m_pending)
        pending.at += shift;
}

void DemoPerson::think(qint64 now)
{
    m_thinkAt = 0;
    m_read += std::exchange(m_unread, {});
    const DemoTopic topic = m_heard;
    const QString key = toString(topic);
    // What is still to be written comes first, with a pause after it: it belongs to what was asked before.
    qint64 from = now;
    for (const Pending &pending : std::as_const(m_pending)) {
        if (!pending.unasked)
            from = std::max(from, pending.at + scaled(6));
    }
    // Asked once more while the answer is on its way, one does not answer twice.
    const bool onItsWay = std::ranges::any_of(m_pending,
                                              [&key](const Pending &pending) { return pending.topic == key; });
    if (m_said < mostSaid && !(onItsWay && isAsking(topic)))
        say(answerTo(topic), from, key, m_heardId);
    for (const DemoCharacter::Later &later : m_character->later) {
        const bool reminds = later.on == key || (later.on == "opened"_L1 && topic == DemoTopic::HandedOver);
        if (!reminds || m_comeBack.contains(later.on))
            continue;
        m_comeBack.append(later.on);
        m_pending.append({now + scaled(later.after), {filledIn(later.line), {}}, {}, true});
    }
    std::stable_sort(m_pending.begin(), m_pending.end(),
                     [](const Pending &a, const Pending &b) { return a.at < b.at; });
}

void DemoPerson::say(const DemoLines &lines, qint64 from, const QString &topic, const QByteArray &about)
{
    for (const DemoLine &line : lines) {
        if (line.isEmpty())
            continue;
        from += writingTime(line);
        m_pending.append({from, {line, line.reaction.isEmpty() ? QByteArray() : about}, topic});
    }
}

const QList<DemoLines> *DemoPerson::waysFor(const QString &topic, bool &own) const
{
    const auto mine = m_character->answers.constFind(topic);
    own = mine != m_character->answers.cend();
    if (own)
        return &*mine;
    const auto common = m_phrases->constFind(topic);
    return common == m_phrases->cend() ? nullptr : &*common;
}

DemoLines DemoPerson::answerTo(DemoTopic topic)
{
    QString key = toString(topic);
    const int before = m_heardOf[key]++;
    if (before >= (isAsking(topic) ? mostQuestions : mostRemarks))
        return {};
    bool own = false;
    const QList<DemoLines> *ways = waysFor(key, own);
    // Who does not know it says so.
    const QString fact = topic == DemoTopic::Since ? u"since"_s : topic == DemoTopic::Where ? u"place"_s : key;
    const bool needsFact = m_phrases->contains(key + u".unknown"_s);
    if (!own && needsFact && m_character->facts.value(fact).isEmpty()) {
        key += u".unknown"_s;
        ways = waysFor(key, own);
    }
    if (!ways || ways->isEmpty())
        return {};
    // One's own answers come in their order and the last one stays; common ones go round, from anywhere.
    const auto start = own ? 0U : stableHash(key.toLatin1(), m_seed);
    const qsizetype at = own ? std::min(qsizetype(before), ways->size() - 1)
                             : qsizetype((start + quint32(before)) % quint32(ways->size()));
    DemoLines lines = ways->at(at);
    for (DemoLine &line : lines)
        line = filledIn(line);
    return lines;
}

DemoLine DemoPerson::filledIn(DemoLine line) const
{
    for (auto fact = m_character->facts.cbegin(); fact != m_character->facts.cend(); ++fact) {
        line.text.replace(u'{' + fact.key() + u'}', fact.value());
        line.text.replace(u'{' + withCapital(fact.key()) + u'}', withCapital(fact.value()));
        line.photo.replace(u'{' + fact.key() + u'}', fact.value());
    }
    return line;
}

QJsonObject DemoPerson::toJson() const
{
    QJsonArray pending;
    for (const Pending &entry : m_pending)
        pending.append(QJsonObject{{u"at"_s, entry.at},
                                   {u"line"_s, jsonOf(entry.saying.line)},
                                   {u"about"_s, QString::fromLatin1(entry.saying.about)},
                                   {u"topic"_s, entry.topic},
                                   {u"unasked"_s, entry.unasked}});
    QJsonObject heardOf;
    for (auto topic = m_heardOf.cbegin(); topic != m_heardOf.cend(); ++topic)
        heardOf.insert(topic.key(), topic.value());
    return {{u"begun"_s, m_begun},    {u"chances"_s, qint64(m_chances)},
            {u"heard_of"_s, heardOf}, {u"come_back"_s, QJsonArray::fromStringList(m_comeBack)},
            {u"said"_s, m_said},      {u"pending"_s, pending}};
}

void DemoPerson::load(const QJsonObject &json)
{
    m_begun = json["begun"_L1].toBool();
    m_chances = quint32(json["chances"_L1].toInteger());
    m_said = json["said"_L1].toInt();
    m_heardOf.clear();
    const QJsonObject heardOf = json["heard_of"_L1].toObject();
    for (auto topic = heardOf.begin(); topic != heardOf.end(); ++topic)
        m_heardOf.insert(topic.key(), topic->toInt());
    m_comeBack.clear();
    const QJsonArray comeBack = json["come_back"_L1].toArray();
    for (const auto &topic : comeBack)
        m_comeBack.append(topic.toString());
    m_pending.clear();
    const QJsonArray pending = json["pending"_L1].toArray();
    for (const auto &entry : pending)
        m_pending.append({entry["at"_L1].toInteger(),
                          {storedLine(entry["line"_L1]), entry["about"_L1].toString().toLatin1()},
                          entry["topic"_L1].toString(),
                          entry["unasked"_L1].toBool()});
}

} // namespace desk
