#pragma once

#include "app/demo/demoperson.h"
#include "core/base/clock.h"
#include "core/base/completer.h"
#include "core/base/random.h"
#include "whatsapp/sim/simserver.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

namespace desk {

/// The world of the demo: the simulated WhatsApp service with the desk's own phone, and the made-up customers, who write and
/// answer by themselves. What happened is on disk: a restart goes on where it was.
///
/// Made anywhere, empty. From then on all functions are called on its thread, and what it makes is made and destroyed there,
/// between open() and destroy(). Bounded: nobody comes who is not in the cast, and nobody talks for ever.
class DemoWorld : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString dataDir; ///< of the desk
        double speed = 1;
        quint32 seed = 1;
    };
    /// Where the service can be reached, on this computer.
    struct Address
    {
        QString url;
        QByteArray rootKey;
    };

    explicit DemoWorld(Options options);
    ~DemoWorld() override;

    /// Starts the service. @return Storage, Invalid, NotConnected.
    [[nodiscard]] Result<Address> open();
    /// The desk's phone scans a QR code.
    [[nodiscard]] Result<> scan(const QString &qr);
    /// The desk is linked and connected: people may write.
    void linked();
    /// Everything is written down. Nobody says anything any more.
    void close();
    void destroy();

private:
    struct World;

    void take(const wa::sim::PhoneReading &reading);
    void schedule();
    void live();
    void letPeopleCome(qint64 now);
    void speak(DemoPerson &person, const DemoPerson::Saying &saying);
    [[nodiscard]] Result<wa::sim::PhoneOrder> orderFor(const DemoPerson &person, const DemoPerson::Saying &saying);
    [[nodiscard]] Result<wa::sim::Account *> accountOf(const DemoCharacter &character);
    [[nodiscard]] Result<wa::Jid> groupOf(const DemoCharacter &character);
    [[nodiscard]] Result<> load();
    void save();

    Options m_options;
    std::unique_ptr<World> m_world;
};

} // namespace desk
