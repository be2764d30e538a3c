#include "app/demo/democast.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

// In a static library nothing else would keep the resource; must stand outside of a namespace.
static void initDemoResources()
{
    Q_INIT_RESOURCE(demo);
}

using namespace Qt::StringLiterals;

namespace desk {

namespace {

Result<QJsonObject> readResource(const QString &name)
{
    initDemoResources();
    QFile file(u":/demo/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::NotFound, file.fileName() + u" is missing"_s);
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return fail(Errc::Invalid, u"%1: %2"_s.arg(name, error.errorString()));
    return document.object();
}

DemoLine lineFrom(const QJsonValue &value)
{
    if (value.isString())
        return {.text = value.toString()};
    return {.text = value["text"_L1].toString(),
            .photo = value["photo"_L1].toString(),
            .voice = value["voice"_L1].toString(),
            .reaction = value["react"_L1].toString(),
            .wait = value["wait"_L1].toDouble(-1)};
}

/// One line, or a list of them.
DemoLines linesFrom(const QJsonValue &value)
{
    DemoLines lines;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const auto &line : array)
        lines.append(lineFrom(line));
    return lines;
}

DemoAnswers answersFrom(const QJsonObject &json)
{
    DemoAnswers answers;
    for (auto topic = json.begin(); topic != json.end(); ++topic) {
        const QJsonArray ways = topic->toArray();
        for (const auto &way : ways)
            answers[topic.key()].append(linesFrom(way));
    }
    return answers;
}

DemoCharacter characterFrom(const QJsonObject &json)
{
    const QString place = json["writes_in"_L1].toString();
    DemoCharacter character{.id = json["id"_L1].toString(),
                            .number = json["number"_L1].toString().toLatin1(),
                            .name = json["name"_L1].toString(),
                            .language = json["language"_L1].toString(u"es"_s),
                            .place = place == "group"_L1 ? DemoCharacter::Place::Group
                                : place == "status"_L1   ? DemoCharacter::Place::Status
                                                         : DemoCharacter::Place::Desk,
                            .group = json["group"_L1].toString(),
                            .hidesNumber = json["hides_number"_L1].toBool(),
                            .startsAfter = json["starts_after"_L1].toDouble(),
                            .pace = json["pace"_L1].toDouble(1),
                            .opens = linesFrom(json["opens"_L1]),
                            .answers = answersFrom(json["answers"_L1].toObject())};
    const QJsonObject facts = json["facts"_L1].toObject();
    for (auto fact = facts.begin(); fact != facts.end(); ++fact)
        character.facts.insert(fact.key(), fact->toString());
    const QJsonArray later = json["later"_L1].toArray();
    for (const auto &value : later)
        character.later.append({value["on"_L1].toString(), value["after"_L1].toDouble(60), lineFrom(value)});
    return character;
}

/// Number @p index of those who pass by: a name, a fault, and one of the ways to begin.
DemoCharacter passerByFrom(const QJsonObject &json, qsizetype index)
{
    const QJsonObject person = json["people"_L1][int(index)].toObject();
    const QJsonArray ways = json["opens"_L1].toArray();
    DemoCharacter character{
        .id = u"passer-%1"_s.arg(index + 1),
        .number = QByteArray::number(json["first_number"_L1].toString().toLongLong() + index),
        .name = person["name"_L1].toString(),
        .language = u"es"_s,
        .pace = 0.8 + 0.1 * double(index % 5),
        .opens = linesFrom(person.contains("opens"_L1) ? person["opens"_L1] : ways[index % ways.size()])};
    for (const auto &name : {u"name"_s, u"department"_s, u"equipment"_s, u"asset"_s, u"fault"_s, u"photo"_s})
        character.facts.insert(name, person[name].toString());
    return character;
}

bool isWhole(const DemoCharacter &character)
{
    return !character.id.isEmpty() && !character.number.isEmpty() && !character.opens.isEmpty()
        && !character.opens.first().isEmpty();
}

} // namespace

Result<DemoCast> DemoCast::load()
{
    DemoCast cast;
    for (const QString &language : {u"es"_s, u"pt"_s, u"en"_s}) {
        const auto phrases = readResource(u"phrases_%1.json"_s.arg(language));
        if (!phrases)
            return fail(phrases.error());
        cast.m_phrases.insert(language, answersFrom(*phrases));
    }
    const auto json = readResource(u"cast.json"_s);
    if (!json)
        return fail(json.error());
    const QJsonValue desk = (*json)["desk"_L1];
    cast.m_deskNumber = desk["number"_L1].toString().toLatin1();
    cast.m_deskName = desk["name"_L1].toString();
    const QJsonArray characters = (*json)["cast"_L1].toArray();
    for (const auto &character : characters)
        cast.m_characters.append(characterFrom(character.toObject()));
    const QJsonObject passersBy = (*json)["passers_by"_L1].toObject();
    for (qsizetype index = 0; index < passersBy["people"_L1].toArray().size(); ++index)
        cast.m_passersBy.append(passerByFrom(passersBy, index));
    cast.m_passersByEvery = {passersBy["every_s"_L1][0].toDouble(), passersBy["every_s"_L1][1].toDouble()};

    const bool whole = std::ranges::all_of(cast.m_characters, isWhole)
        && std::ranges::all_of(cast.m_passersBy, isWhole);
    const bool spoken = std::ranges::all_of(cast.m_characters, [&cast](const DemoCharacter &character) {
        return cast.m_phrases.contains(character.language);
    });
    if (!whole || !spoken || cast.m_characters.isEmpty() || cast.m_deskNumber.isEmpty())
        return fail(Errc::Invalid, u"cast.json does not hold together"_s);
    return cast;
}

} // namespace desk
