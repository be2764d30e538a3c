#pragma once

#include "deskparty.h"
#include "whatsapp/account/limitwatch.h"
#include "whatsapp/devices/devicedirectory.h"
#include "whatsapp/devices/groupdirectory.h"
#include "whatsapp/devices/sessionsupplier.h"
#include "whatsapp/protocol/iqchannel.h"
#include "whatsapp/store/senderkeyholders.h"
#include "whatsapp/store/sentmessages.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QtEndian>

#include <map>
#include <memory>

namespace desk::wa {

/// The people behind the server, with their devices, and the server's answers about them.
struct World
{
    struct Person
    {
        Jid phone; ///< null: nobody knows
        Jid lid;   ///< null: nobody knows
        std::map<int, std::unique_ptr<Party>> devices;
    };
    const Jid ownPhone = jidOf("15550009000:5@s.whatsapp.net"); ///< the desk's device, which lists name as well
    const Jid ownLid = jidOf("900000000000001:5@lid");
    std::vector<std::unique_ptr<Person>> people;
    QHash<Jid, QList<Jid>> groups; ///< members by hidden id
    bool groupsByPhone = false;    ///< groups address their members by number
    QSet<Jid> badSignatures;       ///< devices whose bundles are forged
    QHash<Jid, int> refusals;      ///< devices without bundle, with the error
    QByteArray limits;             ///< the JSON that requests about limits of the account get; empty: a refusal
    QList<Jid> bundlesAskedFor;
    int listsAskedFor = 0;

    /// @param deviceIds of devices that take part; the desk's own device is none of them.
    Person &add(const char *phone, const char *lid, const QList<int> &deviceIds)
    {
        people.push_back(std::make_unique<Person>());
        Person &person = *people.back();
        person.phone = *phone ? jidOf(phone) : Jid();
        person.lid = *lid ? jidOf(lid) : Jid();
        for (const int id : deviceIds)
            addDevice(person, id);
        return person;
    }
    static Party &addDevice(Person &person, int id)
    {
        const Jid account = person.lid.isNull() ? person.phone : person.lid;
        const QByteArray address = account.withDevice(quint16(id)).toText();
        person.devices[id] = std::make_unique<Party>(address.constData());
        return *person.devices[id];
    }
    Person *find(const Jid &jid)
    {
        for (const auto &person : people) {
            if (jid.account() == person->phone || jid.account() == person->lid)
                return person.get();
        }
        return nullptr;
    }
    /// Under either name.
    Party *device(const Jid &jid)
    {
        Person *person = find(jid);
        const auto found = person ? person->devices.find(jid.device())
                                  : std::map<int, std::unique_ptr<Party>>::iterator();
        return person && found != person->devices.end() ? found->second.get() : nullptr;
    }

    /// What the device, named as in the stanza, reads in its <to> or in a bare <enc>; empty when there is nothing for it, or
    /// nothing that it can read.
    QByteArray readAt(const Jid &jid, const Node &stanza)
    {
        const Node *enc = stanza.child("enc");
        if (const Node *participants = stanza.child("participants")) {
            for (const Node *to : participants->children("to")) {
                if (to->jid("jid") == jid)
                    enc = to->child("enc");
            }
        }
        Party *party = device(jid);
        const auto kind = enc ? ciphertextKindNamed(enc->attr("type")) : std::nullopt;
        if (!party || !kind)
            return {};
        const auto decrypted = party->cipher.decrypt(ownLid, *kind, enc->bytes());
        return decrypted ? messagepadding::unpadded(decrypted->plaintext).value_or(QByteArray()) : QByteArray();
    }

    Node answerTo(const Node &iq)
    {
        Node result{.tag = "iq", .attributes = {{"from", iq.attr("to")}, {"type", "result"}, {"id", iq.attr("id")}}};
        const QByteArray xmlns = iq.attr("xmlns");
        if (xmlns == "usync") {
            ++listsAskedFor;
            result.append({.tag = "usync", .content = QList{deviceLists(*iq.child("usync")->child("list"))}});
        } else if (xmlns == "encrypt") {
            result.append(bundles(*iq.child("key")));
        } else if (xmlns == "privacy" && iq.child("tokens")) {
            // taken, without more
        } else if (xmlns == "w:mex" && !limits.isEmpty()) {
            result.append({.tag = "result", .content = limits});
        } else if (xmlns == "w:g2" && iq.jid("to") && groups.contains(*iq.jid("to"))) {
            result.append(group(*iq.jid("to")));
        } else {
            result.set({"type", "error"});
            result.append({.tag = "error", .attributes = {{"code", 404}, {"text", "item-not-found"}}});
        }
        return result;
    }

private:
    Node deviceLists(const Node &asked)
    {
        Node list{.tag = "list"};
        for (const Node *user : asked.children("user")) {
            Node answer{.tag = "user", .attributes = {{"jid", user->attr("jid")}}};
            if (const Person *person = find(*user->jid("jid"))) {
                Node devices{.tag = "device-list"};
                for (const auto &[id, party] : person->devices) {
                    Node device{.tag = "device", .attributes = {{"id", id}}};
                    if (id != 0)
                        device.set({"key-index", 1});
                    devices.append(std::move(device));
                }
                if (person->lid == ownLid.account())
                    devices.append({.tag = "device", .attributes = {{"id", ownLid.device()}, {"key-index", 2}}});
                answer.append({.tag = "devices", .content = QList{std::move(devices)}});
                if (user->jid("jid")->isPhone() && !person->lid.isNull())
                    answer.append({.tag = "lid", .attributes = {{"val", person->lid}}});
            }
            list.append(std::move(answer));
        }
        return list;
    }
    Node bundles(const Node &asked)
    {
        Node list{.tag = "list"};
        for (const Node *user : asked.children("user")) {
            const Jid jid = *user->jid("jid");
            bundlesAskedFor << jid;
            Node answer{.tag = "user", .attributes = {{"jid", jid}}};
            Party *party = device(jid);
            if (!party || refusals.contains(jid)) {
                answer.append({.tag = "error", .attributes = {{"code", refusals.value(jid, 406)}}});
            } else {
                const PreKeyBundle bundle = party->bundle();
                const QByteArray signature = badSignatures.contains(jid) ? QByteArray(64, 's') : bundle.signature;
                answer.append(leaf("registration", bigEndian(bundle.registrationId, 4)));
                answer.append(leaf("type", "\x05"));
                answer.append(leaf("identity", bundle.identityKey));
                answer.append({.tag = "skey",
                               .content = QList{leaf("id", bigEndian(bundle.signedPreKeyId, 3)),
                                                leaf("value", bundle.signedPreKey), leaf("signature", signature)}});
                answer.append({.tag = "key",
                               .content = QList{leaf("id", bigEndian(bundle.oneTimeKey->id, 3)),
                                                leaf("value", bundle.oneTimeKey->key)}});
            }
            list.append(std::move(answer));
        }
        return list;
    }
    Node group(const Jid &jid)
    {
        Node group{.tag = "group", .attributes = {{"id", jid.user()}, {"subject", "desk"}}};
        group.set({"addressing_mode", groupsByPhone ? "pn" : "lid"});
        for (const Jid &member : groups.value(jid))
            group.append({.tag = "participant", .attributes = {{"jid", groupsByPhone ? find(member)->phone : member}}});
        return group;
    }
    static Node leaf(const char *tag, const QByteArray &bytes) { return {.tag = tag, .content = bytes}; }
    static QByteArray bigEndian(quint32 value, int length)
    {
        char bytes[4];
        qToBigEndian(value, bytes);
        return {bytes + 4 - length, length};
    }
};

/// What Sender and Resender stand on, over the desk's store and before that server.
struct SendingParts
{
    DeskParty &desk;
    World &world;
    bool serverAnswers = true;
    QList<Node> requests = {}; ///< without an answer yet
    QList<Jid> changedIdentities = {};
    QObject context;

    IqChannel iqs{[this](const Node &node) -> Result<> {
                      if (!desk.linkUp)
                          return fail(Errc::NotConnected, u"no link"_s);
                      requests << node;
                      return {};
                  },
                  desk.clock, desk.random};
    DeviceDirectory devices{iqs, [this](const Jid &lid, const Jid &phone) { learn(lid, phone); }, desk.clock};
    GroupDirectory groups{iqs, [this](const Jid &lid, const Jid &phone) { learn(lid, phone); }};
    SessionSupplier sessions{desk.cipher, iqs, devices, [this](const Jid &device) { changedIdentities << device; }};
    SentMessages sentMessages{desk.store, desk.clock};
    SenderKeyHolders holders{desk.store};
    LimitWatch limits{desk.store, iqs, desk.clock};

    SendingParts(DeskParty &theDesk, World &theWorld) : desk(theDesk), world(theWorld) { }

    void learn(const Jid &lid, const Jid &phone)
    {
        if (!desk.addresses.learn(lid, phone))
            qFatal("the pair is not kept");
    }
    void serve()
    {
        const auto all = std::exchange(requests, {});
        for (const Node &request : all) {
            if (!iqs.handle(world.answerTo(request)))
                qFatal("an answer that nobody waits for");
        }
    }
    /// Until nothing happens any more.
    void settle()
    {
        for (int quiet = 0; quiet < 5; ++quiet) {
            QCoreApplication::processEvents();
            if (serverAnswers && !requests.isEmpty()) {
                serve();
                quiet = 0;
            }
        }
    }
};

} // namespace desk::wa
