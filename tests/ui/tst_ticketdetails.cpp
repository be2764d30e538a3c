#include "tests/support/exampledesk.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/imageviewer.h"
#include "ui/keysdialog.h"
#include "ui/mainwindow.h"
#include "ui/tickets/detailsdrawer.h"
#include "ui/tickets/filestrip.h"
#include "ui/tickets/tageditor.h"
#include "ui/tickets/ticketdetails.h"
#include "ui/tickets/tickethistory.h"
#include "ui/tickets/ticketlistpane.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace desk::ui {

/// The details of a ticket in the real window over the real core, and the keys.
class TicketDetailsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_example = fillExample(*m_desk);
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        m_settings = std::make_unique<QSettings>(m_folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        m_settings->clear();
        QTRY_VERIFY(m_gateway->actor().userId.isValid());
        m_window = std::make_unique<MainWindow>(*m_gateway, m_theme, *m_settings);
        m_window->resize(1366, 768);
        m_window->show();
        QTRY_VERIFY(m_window->list().model().rowCount() > 0);
        m_window->openTicket(m_example);
        QTRY_VERIFY(ticket().isLoaded());
        QTRY_COMPARE(m_window->chat().model().state(), ChatModel::State::Ready);
        QTRY_VERIFY(!ticket().dossier().sources.isEmpty());
    }
    void cleanup()
    {
        m_window.reset();
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }

    void aSourceLeadsToItsMessage()
    {
        const SlotSource source = ticket().dossier().sources.value(u"equipment_type"_s);
        QVERIFY(source.origin == SlotSource::Origin::Said);
        QVERIFY(source.message.isValid());
        auto *button = sourceButton(u"Said by the customer"_s);
        QVERIFY(button);
        QSignalSpy wanted(&details(), &TicketDetails::messageWanted);
        button->click();
        QCOMPARE(wanted.size(), 1);
        const auto seen = [&] {
            const int row = m_window->chat().model().rowOf(source.message);
            return row >= 0
                && m_window->chat().view().viewport()->rect().intersects(m_window->chat().view().rectOf(row));
        };
        QTRY_VERIFY(seen());
    }

    void aCorrectionShowsWhatStoodThere()
    {
        patch([](TicketPatch &patch) { patch.assetNumber = u"4512"_s; }, {Actor::Type::Bot, {}, {}});
        patch([](TicketPatch &patch) { patch.assetNumber = u"4521"_s; }, {Actor::Type::Bot, {}, {}});
        QTRY_COMPARE(ticket().dossier().sources.value(u"asset_number"_s).before, u"4512"_s);
        QTRY_VERIFY(labelWith(u"before: 4512"_s));
        QVERIFY(sourceButton(u"Corrected by the customer"_s));
    }

    void whatIsMissingIsAskedFor()
    {
        QVERIFY(ticket().dossier().ticket.assetNumber.isEmpty());
        const auto buttons = details().findChildren<QPushButton *>();
        const auto ask = std::find_if(buttons.cbegin(), buttons.cend(),
                                      [](auto *one) { return one->isVisible() && one->text() == u"Ask"_s; });
        QVERIFY(ask != buttons.cend());
        (*ask)->click();
        QVERIFY(m_window->chat().composer().field().toPlainText().endsWith(u'?'));
    }

    void ticketsOfTheSameDeviceAreListedAndOpen()
    {
        QVERIFY(!labelWith(u"Same device: 4521"_s));
        const TicketId other = m_desk->openTicket(u"Noé Lara"_s, u"Se calienta"_s, 700);
        TicketPatch number;
        number.assetNumber = u"4521"_s;
        m_desk->run([&](ConsoleDesk::Core *core) {
            QVERIFY(core->ticketService.patch(other, number, {Actor::Type::Bot, {}, {}}));
        });
        patch([](TicketPatch &patch) { patch.assetNumber = u"4521"_s; }, {Actor::Type::Bot, {}, {}});
        QTRY_COMPARE(ticket().dossier().sameDevice.size(), 1);
        QTRY_VERIFY(labelWith(u"Same device: 4521"_s));
        const auto rows = details().findChildren<QAbstractButton *>();
        const auto row = std::find_if(rows.cbegin(), rows.cend(),
                                      [](auto *one) { return one->accessibleName().contains(u"Se calienta"_s); });
        QVERIFY(row != rows.cend());
        QTest::keyClick(*row, Qt::Key_Space);
        QCOMPARE(ticket().id(), other);
    }

    void tagsComeAndGo()
    {
        auto *tags = details().findChild<TagEditor *>();
        tags->field().setText(u"préstamo, Dell  5420 ,préstamo"_s);
        QTest::keyClick(&tags->field(), Qt::Key_Return);
        QTRY_COMPARE(ticket().dossier().ticket.tags, u"préstamo, Dell 5420"_s);
        const auto chips = tags->findChildren<QAbstractButton *>();
        QCOMPARE(chips.size(), 2);
        QTest::keyClick(chips.first(), Qt::Key_Delete);
        QTRY_COMPARE(ticket().dossier().ticket.tags, u"Dell 5420"_s);
    }

    void aPictureOpensAndADocumentIsShownWhereItWasSent()
    {
        auto *strip = details().findChild<FileStrip *>();
        const auto cells = strip->findChildren<QPushButton *>();
        QCOMPARE(cells.size(), ticket().dossier().files.size());
        QSignalSpy wanted(strip, &FileStrip::messageWanted);
        for (QPushButton *cell : cells)
            cell->click();
        const auto viewers = strip->findChildren<ImageViewer *>();
        QCOMPARE(viewers.size() + wanted.size(), cells.size());
        QCOMPARE(viewers.size(), 1);
        QVERIFY(viewers.first()->isVisible());
        cells.first()->actions().first()->trigger();
        QCOMPARE(wanted.size(), cells.size()); // a picture as well, when asked for
    }

    void theWholeHistoryIsRead()
    {
        for (int i = 0; i < 130; ++i)
            patch([i](TicketPatch &patch) { patch.department = u"Piso %1"_s.arg(i); },
                  {Actor::Type::Technician, {1}, u"Daniela Ruiz"_s});
        QTRY_VERIFY(ticket().dossier().hasMoreHistory);
        const auto buttons = details().findChildren<QPushButton *>();
        const auto all = std::find_if(buttons.cbegin(), buttons.cend(), [](auto *one) {
            return one->text() == u"Show all"_s && one->isVisibleTo(one->window());
        });
        QVERIFY(all != buttons.cend());
        (*all)->click();
        auto *dialog = details().findChild<TicketHistoryDialog *>();
        QVERIFY(dialog);
        auto *model = dialog->findChild<TicketHistoryModel *>();
        QTRY_COMPARE(model->rowCount(), TicketHistoryModel::pageSize);
        QVERIFY(model->index(0).data().toString().contains(u"Daniela Ruiz: Department: Piso 128 → Piso 129"_s));
        model->fetchMore({});
        QTRY_VERIFY(model->rowCount() > 130);
        QVERIFY(!model->canFetchMore({}));
        QVERIFY(model->index(model->rowCount() - 1).data().toString().contains(u"Ticket opened"_s));
    }

    void aDigitChoosesTheStatus()
    {
        const auto boxes = details().findChildren<QComboBox *>();
        QComboBox *status = boxes.first();
        const QString wanted = status->itemData(2).toString();
        QVERIFY(status->itemText(2).startsWith(u"2  "_s));
        QTest::keyClick(status, Qt::Key_2);
        QTRY_COMPARE(toString(ticket().dossier().ticket.status), wanted);
    }

    void narrowWindowsHaveADrawer()
    {
        auto *drawer = m_window->findChild<DetailsDrawer *>();
        QVERIFY(!drawer->isFloating());
        QVERIFY(details().isVisible());
        m_window->resize(1000, 700);
        QTRY_VERIFY(drawer->isFloating());
        QVERIFY(!details().isVisible());
        QCOMPARE(m_window->width(), 1000);
        Q_EMIT m_window->chat().detailsToggled();
        QVERIFY(details().isVisible());
        QCOMPARE(m_window->width(), 1000); // it lies over the others
        QTest::keyClick(&details(), Qt::Key_Escape);
        QVERIFY(!details().isVisible());
        Q_EMIT m_window->chat().detailsToggled();
        m_window->resize(1366, 768);
        QTRY_VERIFY(!drawer->isFloating());
        QVERIFY(details().isVisible());
        Q_EMIT m_window->chat().detailsToggled();
        QVERIFY(!details().isVisible());
    }

    void theKeysAreThoseOfTheMenus()
    {
        KeysDialog dialog(*m_window->menuBar(), m_theme);
        QStringList shown;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            shown << label->text();
        int keys = 0;
        QSet<QString> used;
        for (const QMenu *menu : m_window->menuBar()->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly)) {
            for (const QAction *action : menu->actions()) {
                if (action->shortcut().isEmpty())
                    continue;
                ++keys;
                const QString text = action->shortcut().toString(QKeySequence::NativeText);
                QVERIFY2(!used.contains(text), qPrintable(text)); // no key twice
                used << text;
                QVERIFY2(shown.contains(text), qPrintable(text));
            }
        }
        QVERIFY(keys > 15);
    }

    /// With the keyboard alone everything in the pane can be come to.
    void everythingIsReachedByTab()
    {
        QSet<QWidget *> reached;
        details().setFocus();
        QWidget *start = details().nextInFocusChain();
        for (QWidget *widget = start; widget && !reached.contains(widget); widget = widget->nextInFocusChain())
            reached << widget;
        int active = 0;
        for (QWidget *widget : details().findChildren<QWidget *>()) {
            const bool button = qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
                || qobject_cast<QLineEdit *>(widget);
            if (!button || !widget->isVisibleTo(&details()) || qobject_cast<QComboBox *>(widget->parentWidget()))
                continue;
            ++active;
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, widget->metaObject()->className());
            QVERIFY2(reached.contains(widget), widget->metaObject()->className());
            auto *words = qobject_cast<QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (words && !words->text().isEmpty()),
                     widget->metaObject()->className());
        }
        QVERIFY(active > 10);
    }

private:
    [[nodiscard]] OpenTicket &ticket() const { return m_window->ticket(); }
    [[nodiscard]] TicketDetails &details() const { return *m_window->findChild<TicketDetails *>(); }
    [[nodiscard]] QToolButton *sourceButton(const QString &words) const
    {
        for (QToolButton *button : details().findChildren<QToolButton *>()) {
            if (button->isVisibleTo(&details()) && button->accessibleName().startsWith(words))
                return button;
        }
        return nullptr;
    }
    [[nodiscard]] bool labelWith(const QString &text) const
    {
        const auto labels = details().findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) {
            return label->text() == text && label->isVisibleTo(&details());
        });
    }
    void patch(const std::function<void(TicketPatch &)> &fill, const Actor &actor)
    {
        TicketPatch patch;
        fill(patch);
        m_desk->run([&](ConsoleDesk::Core *core) { QVERIFY(core->ticketService.patch(m_example, patch, actor)); });
    }

    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;
    Theme m_theme;
    TicketId m_example;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::TicketDetailsTest)
#include "tst_ticketdetails.moc"
