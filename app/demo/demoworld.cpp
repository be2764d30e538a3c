#include "app/demo/demoworld.h"

#include "app/demo/demofolder.h"
#include "core/base/logging.h"
#include "core/base/redact.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

using wa::ChatState;
using wa::Jid;
using wa::sim::Account;
using wa::sim::PhoneOrder;
using wa::sim::PhoneReading;
using wa::sim::SimServer;

namespace {

constexpr auto ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

wa::sim::Options serviceOptions(const QString &dataDir)
{
    wa::sim::Options options;
    options.stateDir = QDir(demoFolder(dataDir)).filePath(u"service"_s);
    return options;
}

} // namespace

/// What lives on the thread. The members' order is the order of making.
struct DemoWorld::World
{
    World(const QString &dataDir, DemoCast theCast)
        : cast(std::move(theCast)), server(serviceOptions(dataDir), clock, random)
    {
    }

    [[nodiscard]] Jid deskJid() const { return {cast.deskNumber(), Jid::Server::Phone}; }
    [[nodiscard]] DemoPerson *person(const QByteArray &number) const
    {
        const auto found = std::ranges::find(people, number, [](const auto &one) { return one->character().number; });
        return found == people.end() ? nullptr : found->get();
    }

    SystemClock clock;
    SystemRandom random;
    DemoCast cast;
    SimServer server;
    std::vector<std::unique_ptr<DemoPerson>> people; ///< the cast, then who passes by
    QSet<QByteArray> typing;                         ///< numbers of those whose typing is shown
    QHash<QString, Jid> groups;                      ///< by subject
    qint64 begunAt = 0;                              ///< the desk was linked for the first time; 0: not yet
    qsizetype passedBy = 0;                          ///< how many came
    qint64 nextPasserBy = 0;
    quint64 round = 0; ///< of the timer; older ones are void
    bool linked = false;
    bool closed = false;
};

DemoWorld::DemoWorld(Options options) : m_options(std::move(options)) { }

DemoWorld::~DemoWorld() = default;

Result<DemoWorld::Address> DemoWorld::open()
{
    auto cast = DemoCast::load();
    if (!cast)
        return fail(cast.error());
    if (!QDir().mkpath(demoFolder(m_options.dataDir)))
        return fail(Errc::Storage, u"cannot make "_s + demoFolder(m_options.dataDir));
    m_world = std::make_unique<World>(m_options.dataDir, *std::move(cast));
    const auto join = [this](const DemoCharacter &character) {
        m_world->people.push_back(std::make_unique<DemoPerson>(character, m_world->cast.phrases(character.language),
                                                               m_options.seed, m_options.speed));
    };
    for (const DemoCharacter &character : m_world->cast.characters())
        join(character);
    for (const DemoCharacter &character : m_world->cast.passersBy())
        join(character);
    if (auto loaded = load(); !loaded)
        return fail(loaded.error());
    save(); // from now on the folder is the demo's

    SimServer &server = m_world->server;
    if (auto started = server.start(); !started)
        return fail(started.error());
    connect(&server.phones(), &wa::sim::PhoneMessaging::hasRead, this, &DemoWorld::take);
    connect(&server.violations(), &wa::sim::Violations::reported, this,
            [](const QByteArray &from, const wa::sim::Violation &violation) {
                qCWarning(lcApp).noquote()
                    << "demo: the service objects:" << violation.what << "of" << redact(QString::fromLatin1(from));
            });
    return Address{server.url(), server.certKey()};
}

Result<> DemoWorld::scan(const QString &qr)
{
    if (!m_world || m_world->closed)
        return fail(Errc::NotConnected);
    const auto companion = m_world->server.scan(qr, m_world->cast.deskNumber(), m_world->cast.deskName(),
                                                wa::sim::ScanFault::None);
    return companion ? Result<>() : fail(companion.error());
}

void DemoWorld::linked()
{
    if (!m_world || m_world->closed || std::exchange(m_world->linked, true))
        return;
    const qint64 now = m_world->clock.nowMs();
    const auto scaled = [this](double seconds) { return qint64(seconds * 1000 / m_options.speed); };
    if (m_world->begunAt == 0) {
        m_world->begunAt = now;
        m_world->nextPasserBy = now
            + scaled(m_world->cast.characters().last().startsAfter + m_world->cast.passersByEvery().first);
    }
    qint64 late = 0;
    for (const auto &person : m_world->people) {
        person->resume(now);
        const bool invited = std::ranges::find(m_world->cast.characters(), person->character().id, &DemoCharacter::id)
            != m_world->cast.characters().end();
        if (!invited || person->hasBegun())
            continue;
        // After a restart nobody comes in a crowd.
        qint64 at = m_world->begunAt + scaled(person->character().startsAfter);
        if (at < now)
            at = now + scaled(double(late += 3));
        person->begin(at);
    }
    save();
    schedule();
}

void DemoWorld::take(const PhoneReading &reading)
{
    DemoPerson *person = m_world->person(reading.account);
    const bool fromDesk = reading.from.bare() == m_world->deskJid();
    if (!person || reading.own || !fromDesk || !reading.chat.isPerson())
        return;
    using enum wa::MessageKind;
    switch (reading.content.kind) {
    case Reaction:
    case Revoke:
    case Nothing:
        return;
    default:
        break;
    }
    person->hear(reading.content.text, reading.id, m_world->clock.nowMs());
    schedule();
}

/// Sets the timer for whoever is next.
void DemoWorld::schedule()
{
    if (!m_world->linked || m_world->closed)
        return;
    std::optional<qint64> at;
    const auto consider = [&at](qint64 time) { at = std::min(time, at.value_or(time)); };
    for (const auto &person : m_world->people) {
        if (const auto next = person->nextAt())
            consider(*next);
    }
    if (m_world->passedBy < m_world->cast.passersBy().size())
        consider(m_world->nextPasserBy);
    const quint64 round = ++m_world->round;
    if (!at)
        return;
    const auto wait = std::clamp(std::chrono::milliseconds(*at - m_world->clock.nowMs()), 0ms, 3'600'000ms);
    m_world->clock.singleShot(wait, this, [this, round] {
        if (m_world && m_world->round == round)
            live();
    });
}

void DemoWorld::live()
{
    if (m_world->closed)
        return;
    const qint64 now = m_world->clock.nowMs();
    letPeopleCome(now);
    QList<std::pair<DemoPerson *, DemoPerson::Saying>> sayings;
    for (const auto &person : m_world->people) {
        const auto due = person->take(now);
        for (const auto &saying : due)
            sayings.append({person.get(), saying});
    }
    // Written down first: after a crash something is left unsaid rather than said twice.
    save();
    for (const auto &[person, saying] : std::as_const(sayings))
        speak(*person, saying);
    for (const auto &person : m_world->people) {
        Account *account = m_world->server.directory().account(person->character().number);
        if (!account || person->character().place != DemoCharacter::Place::Desk)
            continue;
        if (const auto read = person->takeRead(); !read.isEmpty())
            m_world->server.phones().read(*account, m_world->deskJid(), read);
        const bool writes = person->isWriting(now);
        if (writes == m_world->typing.contains(account->number()))
            continue;
        if (writes)
            m_world->typing.insert(account->number());
        else
            m_world->typing.remove(account->number());
        m_world->server.phones().chatState(*account, m_world->deskJid(),
                                           writes ? ChatState::Composing : ChatState::Paused);
    }
    schedule();
}

void DemoWorld::letPeopleCome(qint64 now)
{
    if (m_world->passedBy >= m_world->cast.passersBy().size() || m_world->nextPasserBy > now)
        return;
    const DemoCharacter &character = m_world->cast.passersBy().at(m_world->passedBy);
    m_world->person(character.number)->begin(now);
    // The same gaps for the same seed; each a little longer than the one before.
    const auto [least, most] = m_world->cast.passersByEvery();
    const double seconds = least
        + (most - least) * double(m_world->passedBy + 1) / double(m_world->cast.passersBy().size());
    ++m_world->passedBy;
    m_world->nextPasserBy = now + qint64(seconds * 1000 / m_options.speed);
}

void DemoWorld::speak(DemoPerson &person, const DemoPerson::Saying &saying)
{
    const auto account = accountOf(person.character());
    const auto order = account ? orderFor(person, saying) : Result<PhoneOrder>(fail(account.error()));
    const auto sent = order ? m_world->server.phones().send(**account, *order)
                            : Result<QByteArray>(fail(order.error()));
    m_world->typing.remove(person.character().number); // the message ends it
    if (!sent)
        qCWarning(lcApp).noquote() << "demo:" << person.character().id << "cannot write:" << sent.error().detail;
}

Result<PhoneOrder> DemoWorld::orderFor(const DemoPerson &person, const DemoPerson::Saying &saying)
{
    PhoneOrder order{.to = m_world->deskJid(), .text = saying.line.text};
    if (order.text.isEmpty() && saying.line.reaction.isEmpty())
        order.text = u"🎤"_s;
    switch (person.character().place) {
    case DemoCharacter::Place::Desk:
        break;
    case DemoCharacter::Place::Status:
        order.to = Jid::statusBroadcast();
        order.viewers = {m_world->deskJid()};
        break;
    case DemoCharacter::Place::Group:
        const auto group = groupOf(person.character());
        if (!group)
            return fail(group.error());
        order.to = *group;
        break;
    }
    if (!saying.line.reaction.isEmpty())
        order.reaction = PhoneOrder::Reaction{.id = saying.about, .emoji = saying.line.reaction};
    return order;
}

Result<Account *> DemoWorld::accountOf(const DemoCharacter &character)
{
    if (Account *account = m_world->server.directory().account(character.number))
        return account;
    auto created = m_world->server.createAccount(character.number, character.name, false);
    if (created && character.hidesNumber)
        m_world->server.hideNumber(**created);
    return created;
}

Result<Jid> DemoWorld::groupOf(const DemoCharacter &character)
{
    if (const auto known = m_world->groups.constFind(character.group); known != m_world->groups.cend())
        return *known;
    auto group = m_world->server.createGroup(character.group, {character.number, m_world->cast.deskNumber()});
    if (group)
        m_world->groups.insert(character.group, *group);
    return group;
}

void DemoWorld::close()
{
    if (!m_world || std::exchange(m_world->closed, true))
        return;
    save();
}

void DemoWorld::destroy()
{
    m_world.reset();
}

Result<> DemoWorld::load()
{
    QFile file(demoStateFile(m_options.dataDir));
    if (!file.exists())
        return {};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Errc::Storage, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return fail(Errc::Storage, file.fileName() + u" is damaged"_s);
    const QJsonObject people = document["people"_L1].toObject();
    for (const auto &person : m_world->people)
        person->load(people[person->character().id].toObject());
    m_world->begunAt = document["begun_at"_L1].toInteger();
    m_world->passedBy = qsizetype(document["passed_by"_L1].toInteger());
    m_world->nextPasserBy = document["next_passer_by"_L1].toInteger();
    return {};
}

void DemoWorld::save()
{
    QJsonObject people;
    for (const auto &person : m_world->people) {
        if (person->hasBegun())
            people.insert(person->character().id, person->toJson());
    }
    const QJsonObject json{{u"ventanilla_demo"_s, 1},
                           {u"begun_at"_s, m_world->begunAt},
                           {u"passed_by"_s, qint64(m_world->passedBy)},
                           {u"next_passer_by"_s, m_world->nextPasserBy},
                           {u"people"_s, people}};
    QSaveFile file(demoStateFile(m_options.dataDir));
    const bool saved = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(QJsonDocument(json).toJson(QJsonDocument::Compact)) >= 0 && file.commit();
    if (!saved)
        qCWarning(lcApp).noquote() << "demo: how far everybody got is not on disk:" << file.errorString();
}

} // namespace desk
