#include "app/demo/demoservice.h"

#include "core/base/logging.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk {

namespace {

// As a person needs them: to open the list of linked devices, to hold the phone in front of the code.
constexpr auto beforePairing = 300ms;
constexpr auto beforeScanning = 500ms;
constexpr auto beforeTryingAgain = 5s;

QString describe(const Result<> &done)
{
    return done ? QString() : done.error().detail;
}

} // namespace

DemoService::DemoService(const Settings &settings, Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_speed(settings.demo.speed),
      m_world({settings.dataDir, settings.demo.speed, settings.demo.seed}), m_thread(u"demo"_s)
{
}

DemoService::~DemoService()
{
    stop();
}

Result<WhatsAppSettings> DemoService::start()
{
    m_thread.start(m_world, [this] { m_world.destroy(); });
    auto opened = callOn<DemoWorld::Address>(&m_world, [world = &m_world] {
        const Completer<DemoWorld::Address> answer;
        answer.complete(world->open());
        return answer.future();
    });
    opened.waitForFinished();
    const Result<DemoWorld::Address> address = opened.result();
    if (!address)
        return fail(address.error());
    WhatsAppSettings settings;
    settings.url = QUrl(address->url);
    settings.rootKey = address->rootKey;
    settings.deviceName = u"Ventanilla (demo)"_s;
    settings.mediaPlainHttp = true; // the simulator's, on this computer
    qCInfo(lcApp) << "DEMO: simulated WhatsApp service and made-up customers";
    return settings;
}

void DemoService::attend(ChannelLink &link)
{
    m_link = &link;
    connect(&link, &ChannelLink::changed, this, &DemoService::follow);
    follow(link.info());
}

void DemoService::stop()
{
    if (m_link)
        m_link->disconnect(this);
    m_link = nullptr;
    m_thread.stop([this] { m_world.close(); });
}

void DemoService::follow(const LinkInfo &info)
{
    const bool dead = info.state == LinkState::Stopped && (info.cause == "logged_out"_L1 || info.cause == "locked"_L1);
    if (info.state == LinkState::Ready) {
        QMetaObject::invokeMethod(&m_world, &DemoWorld::linked, Qt::QueuedConnection);
    } else if (info.state == LinkState::Unpaired) {
        m_resetting = false;
        pairSoon();
    } else if (dead && !std::exchange(m_resetting, true)) {
        auto reset = m_link->reset();
        onReply(reset, this, [this](const Result<> &done) {
            if (!done)
                qCWarning(lcApp).noquote() << "demo: the old session stays:" << describe(done);
            m_resetting = false;
        });
    } else if (!info.qrText.isEmpty() && info.qrText != m_scanned) {
        m_scanned = info.qrText;
        scanSoon(info.qrText);
    }
}

void DemoService::pairSoon()
{
    if (std::exchange(m_pairingSoon, true))
        return;
    m_clock.singleShot(beforePairing, this, [this] {
        m_pairingSoon = false;
        if (!m_link || m_link->info().state != LinkState::Unpaired)
            return;
        const auto started = m_link->startPairing();
        if (started)
            return;
        qCWarning(lcApp).noquote() << "demo: pairing does not begin:" << describe(started);
        m_clock.singleShot(beforeTryingAgain, this, [this] {
            if (m_link)
                follow(m_link->info());
        });
    });
}

void DemoService::scanSoon(const QString &qr)
{
    m_clock.singleShot(beforeScanning, this, [this, qr] {
        if (!m_link || m_link->info().qrText != qr)
            return;
        auto scanned = callOn<void>(&m_world, [world = &m_world, qr] {
            const Completer<void> answer;
            answer.complete(world->scan(qr));
            return answer.future();
        });
        onReply(scanned, this, [](const Result<> &done) {
            if (!done)
                qCWarning(lcApp).noquote() << "demo: the code was not taken:" << describe(done);
        });
    });
}

} // namespace desk
