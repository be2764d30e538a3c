#include "tests/support/consoledesk.h"
#include "ui/shell/assistantswitch.h"
#include "ui/shell/portallook.h"
#include "ui/tray/dbusnotifications.h"
#include "ui/tray/noticedesk.h"
#include "ui/tray/noticepolicy.h"
#include "ui/tray/trayicon.h"

#include <QAction>
#include <QDBusConnection>
#include <QMenu>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

/// The desktop's service as far as the console uses it.
class FakeNotificationService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Shown
    {
        uint replaces = 0;
        QString title = {};
        QString body = {};
        QStringList actions = {};
    };
    QList<Shown> shown;

public Q_SLOTS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &, int)
    {
        shown << Shown{.replaces = replaces, .title = title, .body = body, .actions = actions};
        return replaces ? replaces : uint(shown.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

/// The desktop's portal as far as the console asks it.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    QDBusVariant Read(const QString &, const QString &key)
    {
        const uint value = key == "color-scheme"_L1 ? scheme : 0;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // wrapped twice, as the portal does
    }

Q_SIGNALS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class NoticesTest : public QObject
{
    Q_OBJECT

private:
    using What = NoticeEvent::What;

    static NoticeEvent message(qint64 ticket, const QString &text, Author::Type author = Author::Type::Customer)
    {
        return {.what = What::Message,
                .ticket = {ticket},
                .person = u"Maricruz"_s,
                .subject = u"No enciende"_s,
                .text = text,
                .author = author};
    }
    static NoticeEvent opened(qint64 ticket)
    {
        NoticeEvent event = message(ticket, {});
        event.what = What::NewTicket;
        return event;
    }

    FakeNotificationService m_service;
    bool m_bus = false;

private Q_SLOTS:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"service"_s);
        m_bus = bus.isConnected()
            && bus.registerObject(u"/org/freedesktop/Notifications"_s, &m_service,
                                  QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals)
            && bus.registerService(u"org.freedesktop.Notifications"_s);
    }
    void cleanupTestCase() { QDBusConnection::disconnectFromBus(u"service"_s); }

    void whatIsNoticed_data()
    {
        QTest::addColumn<QList<NoticeEvent>>("events");
        QTest::addColumn<NoticeWishes>("wishes");
        QTest::addColumn<QStringList>("bodies");
        using Events = QList<NoticeEvent>;
        QTest::newRow("a message") << Events{message(1, u"sigue igual"_s)} << NoticeWishes{}
                                   << QStringList{u"No enciende\nsigue igual"_s};
        QTest::newRow("a new ticket") << Events{opened(1)} << NoticeWishes{}
                                      << QStringList{u"No enciende\nNew ticket"_s};
        QTest::newRow("a ticket and its messages are one")
            << Events{opened(1), message(1, u"a"_s), message(1, u"b"_s)} << NoticeWishes{}
            << QStringList{u"No enciende\nNew ticket"_s};
        for (const auto author : {Author::Type::Bot, Author::Type::Technician, Author::Type::Phone})
            QTest::addRow("ours %d", int(author))
                << Events{message(1, u"hola"_s, author)} << NoticeWishes{} << QStringList();
        QTest::newRow("do not disturb") << Events{message(1, u"a"_s), opened(2)} << NoticeWishes{.doNotDisturb = true}
                                        << QStringList();
        QTest::newRow("what is being read") << Events{message(1, u"a"_s), message(2, u"b"_s)}
                                            << NoticeWishes{.lookingAt = {1}} << QStringList{u"No enciende\nb"_s};
        QTest::newRow("hidden text") << Events{message(1, u"mi clave es 123"_s)} << NoticeWishes{.hideText = true}
                                     << QStringList{u"%n new message(s)"_s};
        QTest::newRow("three are told") << Events{message(1, u"a"_s), message(2, u"b"_s), message(3, u"c"_s)}
                                        << NoticeWishes{}
                                        << QStringList({u"No enciende\na"_s, u"No enciende\nb"_s, u"No enciende\nc"_s});
        QTest::newRow("four are one") << Events{message(1, u"a"_s), message(2, u"b"_s), message(3, u"c"_s), opened(4)}
                                      << NoticeWishes{} << QStringList{u"%n ticket(s)"_s};
        QTest::newRow("long") << Events{message(1, QString(200, u'x'))} << NoticeWishes{}
                              << QStringList{u"No enciende\n"_s + QString(79, u'x') + u'…'};
        QTest::newRow("several lines") << Events{message(1, u"uno\n\n  dos"_s)} << NoticeWishes{}
                                       << QStringList{u"No enciende\nuno dos"_s};
    }
    void whatIsNoticed()
    {
        QFETCH(QList<NoticeEvent>, events);
        QFETCH(NoticeWishes, wishes);
        QFETCH(QStringList, bodies);
        const QList<Notice> notices = noticesOf(events, wishes);
        QCOMPARE(notices.size(), bodies.size());
        for (qsizetype i = 0; i < notices.size(); ++i) {
            if (bodies.at(i).contains(u"%n"_s)) // untranslated plurals differ
                QVERIFY2(notices.at(i).body.contains(bodies.at(i).section(u"%n"_s, 1).trimmed()),
                         qPrintable(notices.at(i).body));
            else
                QCOMPARE(notices.at(i).body, bodies.at(i));
            if (wishes.hideText)
                QVERIFY(!notices.at(i).title.contains(u"Maricruz"_s) && !notices.at(i).body.contains(u"clave"_s));
        }
    }

    void aNoticeOverTheBusOpensItsTicket()
    {
        if (!m_bus)
            QSKIP("no session bus: run with dbus-run-session");
        m_service.shown.clear();
        QVERIFY(DBusNotifications::isAvailable());
        DBusNotifications notifications;
        QSignalSpy activated(&notifications, &Notifications::activated);
        QSignalSpy taken(&notifications, &Notifications::takeRequested);
        notifications.show({.ticket = {7}, .title = u"Maricruz"_s, .body = u"<b>hola</b> & adiós"_s});
        QTRY_COMPARE(m_service.shown.size(), 1);
        QCOMPARE(m_service.shown.at(0).body, u"&lt;b&gt;hola&lt;/b&gt; &amp; adiós"_s); // no markup of customers
        QVERIFY(m_service.shown.at(0).actions.contains(u"take"_s));

        QTRY_VERIFY([&] {
            Q_EMIT m_service.ActionInvoked(1, u"default"_s);
            QTest::qWait(20);
            return activated.size() > 0;
        }());
        QCOMPARE(activated.at(0).at(0).value<TicketId>(), TicketId{7});
        Q_EMIT m_service.ActionInvoked(1, u"take"_s);
        QTRY_COMPARE(taken.size(), 1);
        const auto heard = activated.size();
        Q_EMIT m_service.ActionInvoked(99, u"default"_s); // another program's
        notifications.show({.ticket = {7}, .title = u"Maricruz"_s, .body = u"otra"_s});
        QTRY_COMPARE(m_service.shown.size(), 2);
        QCOMPARE(m_service.shown.at(1).replaces, 1U);
        QCOMPARE(activated.size(), heard);
    }

    void aCustomersMessageIsNoticedOverTheRealCore()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        NoticeDesk notices(gateway);
        QSignalSpy noticed(&notices, &NoticeDesk::noticed);
        const TicketId ticket = desk.openTicket(u"Rogelio"_s, u"Sin red"_s);
        QTRY_COMPARE(noticed.size(), 1);
        QCOMPARE(noticed.at(0).at(0).value<Notice>().ticket, ticket);
        desk.write(u"sigue igual"_s);
        QTRY_COMPARE(noticed.size(), 2);
        const auto told = noticed.at(1).at(0).value<Notice>();
        QCOMPARE(told.title, u"Rogelio"_s);
        QVERIFY(told.body.contains(u"sigue igual"_s));
        gateway.close();
    }

    void theAssistantIsPausedForAllOverTheRealCore()
    {
        ConsoleDesk desk;
        CoreGateway gateway(desk.context(), desk.services(), desk.events());
        AssistantSwitch assistant(gateway);
        AssistantSwitch other(gateway); // as the window shows it
        QSignalSpy told(&other, &AssistantSwitch::changed);
        assistant.setPaused(true);
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(other.isPaused());
        QTRY_VERIFY(assistant.isPaused());
        other.setPaused(false);
        QTRY_VERIFY(!assistant.isPaused());
        gateway.close();
    }

    void theLookFollowsThePortal()
    {
        FakePortal portal;
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s);
        QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
        portal.scheme = 1;
        PortalLook look;
        QSignalSpy changed(&look, &SystemLook::changed);
        QTRY_VERIFY(look.scheme() == Scheme::Dark);
        QVERIFY(!look.isHighContrast());
        Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(2U));
        QTRY_VERIFY(look.scheme() == Scheme::Light);
        Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(1U));
        QTRY_VERIFY(look.isHighContrast());
        const qsizetype before = changed.size();
        Q_EMIT portal.SettingChanged(u"org.gnome.desktop.interface"_s, u"color-scheme"_s, QDBusVariant(1U));
        Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant(0U));
        QTRY_COMPARE(changed.size(), before + 1); // what is not ours has changed nothing
        QVERIFY(look.scheme() == Scheme::Light);
        bus.unregisterService(u"org.freedesktop.portal.Desktop"_s);
        QDBusConnection::disconnectFromBus(u"portal"_s);
    }

    void theTraysMenuAsksForWhatItSays()
    {
        Theme theme;
        TrayIcon tray(theme);
        QSignalSpy quit(&tray, &TrayIcon::quitRequested);
        QSignalSpy quiet(&tray, &TrayIcon::doNotDisturbToggled);
        tray.doNotDisturb().trigger();
        tray.menu().actions().constLast()->trigger();
        QCOMPARE(quit.size(), 1);
        QCOMPARE(quiet.size(), 1);
        QSignalSpy paused(&tray, &TrayIcon::assistantPauseRequested);
        tray.pauseAssistant().trigger();
        QCOMPARE(paused.size(), 1);
        QVERIFY(paused.at(0).at(0).toBool());
        QVERIFY(!tray.pauseAssistant().isChecked()); // not before the desk has done it
        tray.setAssistantPaused(true);
        QVERIFY(tray.pauseAssistant().isChecked());
        QVERIFY(tray.icon().toolTip().contains(u"paused"_s));
        tray.setLink({.state = LinkState::Ready});
        tray.setUnread(3);
        QVERIFY(tray.icon().toolTip().contains(u"WhatsApp connected"_s));
        QVERIFY(TrayIcon::picture(theme, LinkState::Ready, 0, 32).toImage()
                != TrayIcon::picture(theme, LinkState::Ready, 3, 32).toImage());
        QVERIFY(TrayIcon::picture(theme, LinkState::Ready, 0, 32).toImage()
                != TrayIcon::picture(theme, LinkState::Disconnected, 0, 32).toImage());
    }
};

QTEST_MAIN(NoticesTest)
#include "tst_notices.moc"
