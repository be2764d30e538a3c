#include "ui/tray/trayicon.h"

#include <QAction>
#include <QApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QMenu>
#include <QMutex>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

const QString watcherService = u"org.kde.StatusNotifierWatcher"_s;
const QString itemInterface = u"org.kde.StatusNotifierItem"_s;
const QString menuInterface = u"com.canonical.dbusmenu"_s;

} // namespace

/// The desktop's end of the tray, as far as an icon asks it. Lives on a thread of its own: an icon waits for it when it looks for a tray.
class FakeTrayWatcher : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isHostRegistered)
    Q_PROPERTY(int ProtocolVersion READ protocolVersion)

public:
    [[nodiscard]] bool isHostRegistered() const { return true; }
    [[nodiscard]] int protocolVersion() const { return 0; }
    [[nodiscard]] QString item() const
    {
        const QMutexLocker locker(&m_mutex);
        return m_item;
    }

    void forget()
    {
        const QMutexLocker locker(&m_mutex);
        m_item.clear();
    }

public Q_SLOTS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    void RegisterStatusNotifierItem(const QString &service)
    {
        const QMutexLocker locker(&m_mutex);
        m_item = service.startsWith(u'/') ? message().service() : service;
    }

Q_SIGNALS:
    // NOLINTNEXTLINE(readability-identifier-naming)
    void StatusNotifierHostRegistered();

private:
    mutable QMutex m_mutex;
    QString m_item;
};

/// The icon in a real tray's protocol, over a bus of its own. Needs a platform that has trays.
class TrayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"tray"_s);
        QVERIFY(bus.registerObject(u"/StatusNotifierWatcher"_s, &m_watcher,
                                   QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties
                                       | QDBusConnection::ExportAllSignals));
        m_watcher.moveToThread(&m_thread);
        m_thread.start();
        QVERIFY(bus.registerService(watcherService));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"tray"_s);
        m_thread.quit();
        m_thread.wait();
    }

    void init() { m_watcher.forget(); }

    void theTrayShowsItsStateAndOpensTheWindow()
    {
        Theme theme;
        TrayIcon tray(theme);
        QSignalSpy opened(&tray, &TrayIcon::openRequested);
        QTRY_VERIFY(tray.isShown());
        QTRY_VERIFY(!m_watcher.item().isEmpty());
        tray.setLink({.state = LinkState::Ready});
        tray.setUnread(3);
        QTRY_VERIFY(toolTip().contains(u"3 unread"_s));
        QVERIFY(toolTip().contains(u"connected"_s));

        (void)call(u"/StatusNotifierItem"_s, itemInterface, u"Activate"_s, {1, 1});
        QTRY_COMPARE(opened.size(), 1);
    }

    void theTraysMenuIsTheDesktops()
    {
        Theme theme;
        TrayIcon tray(theme);
        QSignalSpy quit(&tray, &TrayIcon::quitRequested);
        QTRY_VERIFY(tray.isShown());
        QTRY_VERIFY(!m_watcher.item().isEmpty());
        const QDBusMessage layout = call(u"/MenuBar"_s, menuInterface, u"GetLayout"_s,
                                         {0, -1, QStringList{u"label"_s}});
        QVERIFY2(layout.type() == QDBusMessage::ReplyMessage, qPrintable(layout.errorMessage()));
        const QList<std::pair<int, QString>> entries = entriesOf(layout.arguments().value(1).value<QDBusArgument>());
        QStringList labels;
        int quitId = 0;
        for (const auto &[id, label] : entries) {
            labels << label;
            if (label.contains(u"Quit"_s))
                quitId = id;
        }
        QVERIFY2(labels.contains(u"Pause the assistant"_s) && quitId > 0, qPrintable(labels.join(u", "_s)));
        (void)call(u"/MenuBar"_s, menuInterface, u"Event"_s,
                   {quitId, u"clicked"_s, QVariant::fromValue(QDBusVariant(0)), QVariant::fromValue(uint(0))});
        QTRY_COMPARE(quit.size(), 1);
    }

private:
    /// Over another connection, while this thread goes on answering.
    [[nodiscard]] QDBusMessage call(const QString &path, const QString &interface, const QString &method,
                                    const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(m_watcher.item(), path, interface, method);
        message.setArguments(arguments);
        const QDBusPendingCall pending = QDBusConnection(u"tray"_s).asyncCall(message);
        if (!QTest::qWaitFor([&] { return pending.isFinished(); }, 5000))
            return QDBusMessage::createError(QDBusError::NoReply, u"no answer"_s);
        return pending.reply();
    }
    [[nodiscard]] QString toolTip()
    {
        const QDBusMessage answer = call(u"/StatusNotifierItem"_s, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                         {itemInterface, u"ToolTip"_s});
        const auto value = answer.arguments().value(0).value<QDBusVariant>().variant().value<QDBusArgument>();
        QString icon;
        QString title;
        QString text;
        value.beginStructure();
        value >> icon;
        value.beginArray();
        while (!value.atEnd()) {
            int width = 0;
            int height = 0;
            QByteArray pixels;
            value.beginStructure();
            value >> width >> height >> pixels;
            value.endStructure();
        }
        value.endArray();
        value >> title >> text;
        value.endStructure();
        return title + u' ' + text;
    }
    /// (ia{sv}av), flat.
    static QList<std::pair<int, QString>> entriesOf(const QDBusArgument &layout)
    {
        QList<std::pair<int, QString>> entries;
        int id = 0;
        QVariantMap properties;
        layout.beginStructure();
        layout >> id >> properties;
        entries << std::pair(id, properties.value(u"label"_s).toString());
        layout.beginArray();
        while (!layout.atEnd()) {
            QDBusVariant child;
            layout >> child;
            entries << entriesOf(child.variant().value<QDBusArgument>());
        }
        layout.endArray();
        layout.endStructure();
        return entries;
    }

    QThread m_thread;
    FakeTrayWatcher m_watcher;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::TrayTest)
#include "tst_tray.moc"
