#pragma once

#include "core/base/random.h"
#include "core/base/result.h"
#include "whatsapp/account/accountlimits.h"
#include "whatsapp/binary/jid.h"
#include "whatsapp/crypto/p256.h"
#include "whatsapp/message/ownaccount.h"
#include "whatsapp/pairing/assertion.h"
#include "whatsapp/sim/device.h"
#include "whatsapp/sim/phone.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <map>
#include <memory>
#include <optional>

namespace desk::wa::sim {

/// A passkey, with the private half for the software authenticator of a test.
struct AccountPasskey
{
    PasskeyCredential credential;
    SecretBytes privateKey;
};

/// One account: a number and its hidden id, the phone, the linked companions, and what the server keeps for it.
///
/// Owned by the Directory; stays where it is. The simulator's thread.
class Account
{
public:
    /// What a companion gets when the phone takes it in.
    struct Slot
    {
        quint16 device = 0;
        quint32 keyIndex = 0;
    };

    Account(QByteArray number, QByteArray lidUser, QString name, quint32 rawId, Phone phone);

    [[nodiscard]] const QByteArray &number() const { return m_number; }
    [[nodiscard]] Jid jid(quint16 device = 0) const { return {m_number, Jid::Server::Phone, device}; }
    [[nodiscard]] Jid lid(quint16 device = 0) const { return {m_lidUser, Jid::Server::Lid, device}; }
    /// What tokens for contacts without one are made from; the companions hear of it with the history.
    [[nodiscard]] QByteArray privacySalt() const;
    /// As its own devices know it.
    [[nodiscard]] OwnAccount own() const { return {jid(), lid()}; }
    [[nodiscard]] quint32 rawId() const { return m_rawId; }
    [[nodiscard]] Phone &phone() { return m_phone; }
    [[nodiscard]] const Phone &phone() const { return m_phone; }

    /// A number and key index no companion of this account has had lately. @return Conflict when all are taken.
    [[nodiscard]] Result<Slot> nextSlot();
    Device &addDevice(Slot slot);
    /// @return what was removed; nullptr when there was none.
    std::unique_ptr<Device> removeDevice(quint16 device);
    /// nullptr when there is none.
    [[nodiscard]] Device *device(quint16 number) const;
    /// Whether there is, or once was, a companion of that number.
    [[nodiscard]] bool hadDevice(quint16 number) const { return number <= m_lastDevice; }
    /// By number, which is the order of pairing until they wrap.
    [[nodiscard]] const std::map<quint16, std::unique_ptr<Device>> &devices() const { return m_devices; }

    /// The content of <devices> in a device list (note 2, section 4.2).
    [[nodiscard]] Node deviceList(qint64 now, Random &random) const;

    /// Creates the account's passkey. @return it.
    const AccountPasskey &addPasskey(Random &random);

    QString name; ///< the push name
    std::optional<AccountPasskey> passkey;
    QMap<QByteArray, QByteArray> privacy; ///< category -> value
    QList<QByteArray> blocked;            ///< addresses, as the client named them
    TimeLock timeLock;
    NewChatCap newChats;
    bool hidesNumber = false; ///< others get to know the hidden id only

    /// All but the queues, which change more often.
    [[nodiscard]] QJsonObject toJson() const;
    /// By device number.
    [[nodiscard]] QJsonObject queuesToJson() const;
    void takeQueues(const QJsonObject &json);
    /// @return Storage when it cannot be read.
    [[nodiscard]] static Result<std::unique_ptr<Account>> fromJson(const QJsonObject &json);

private:
    QByteArray m_number;
    QByteArray m_lidUser;
    quint32 m_rawId;
    Phone m_phone;
    std::map<quint16, std::unique_ptr<Device>> m_devices;
    quint16 m_lastDevice = 0;
    quint32 m_lastKeyIndex = 0;
};

} // namespace desk::wa::sim
