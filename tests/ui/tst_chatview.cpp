#include "core/messaging/sendas.h"
#include "tests/support/exampledesk.h"
#include "tests/support/fakeassistant.h"
#include "tests/support/fakeaudio.h"
#include "ui/chat/accessiblechat.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/emojipicker.h"
#include "ui/chat/messagecommands.h"
#include "ui/chat/messagemenu.h"
#include "ui/chat/recordingbar.h"
#include "ui/chat/voicebutton.h"
#include "ui/chat/writingaid.h"
#include "ui/tickets/suggestioncard.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk::ui {

/// The conversation and its composer over the real core: ways through it, selection, changes, help, and what is heard instead of seen.
class ChatViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = std::make_unique<ConsoleDesk>();
        m_example = fillExample(*m_desk);
        m_gateway = std::make_unique<CoreGateway>(m_desk->context(), m_desk->services(), m_desk->events());
        QTRY_VERIFY(m_gateway->actor().userId.isValid());
        m_long = fillLong();
    }
    void cleanupTestCase()
    {
        m_gateway->close();
        m_desk.reset();
        m_gateway.reset();
    }
    void init()
    {
        m_ticket = std::make_unique<OpenTicket>(*m_gateway);
        m_images = std::make_unique<ImageStore>(*m_gateway);
        m_pane = std::make_unique<ChatPane>(*m_gateway, *m_ticket, *m_images, m_theme);
        m_pane->resize(700, 640);
        m_pane->show();
    }
    void cleanup()
    {
        m_pane.reset();
        m_images.reset();
        m_ticket.reset();
    }

    // --- ways through the conversation

    void whatIsNewIsReadFromItsBeginning()
    {
        markUnread(m_long, 121); // far more than a page
        open(m_long);
        QCOMPARE(wordsOf(model().firstUnread()), u"Mensaje 121"_s);
        QVERIFY(model().hasOlder() && model().hasNewer());
        QVERIFY(view().rectOf(model().firstUnread()).intersects(view().viewport()->rect()));
        view().scrollToEnd();
        QTRY_VERIFY(!model().hasNewer());
        QTRY_COMPARE(wordsOf(lastMessage()), u"Mensaje 400"_s);
        QVERIFY(view().isAtEnd());
        m_pane->showUnread();
        QTRY_VERIFY(view().rectOf(model().firstUnread()).intersects(view().viewport()->rect()));
    }

    void aQuoteLeadsToWhatIsNotLoaded()
    {
        open(m_long);
        QVERIFY(view().isAtEnd());
        QCOMPARE(model().rowOf(m_first), -1);
        view().setCurrentRow(lastMessage());
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_Return); // the last one quotes the first
        QTRY_VERIFY(model().rowOf(m_first) >= 0);
        QTRY_COMPARE(view().currentRow(), model().rowOf(m_first));
        QVERIFY(view().rectOf(view().currentRow()).intersects(view().viewport()->rect()));
        QVERIFY(model().hasNewer());
        // And it goes on from there, downwards, without a gap.
        while (model().hasNewer()) {
            view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum());
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        QStringList texts;
        for (int row = 0; row < model().rowCount(); ++row)
            texts << wordsOf(row);
        texts.removeAll(QString());
        QCOMPARE(texts.size(), 400);
        QCOMPARE(texts.last(), u"Mensaje 400"_s);
    }

    void whatIsOfAnotherTicketIsNotLookedForHere()
    {
        open(m_example);
        const int rows = model().rowCount();
        QSignalSpy noticed(m_pane.get(), &ChatPane::noticed);
        m_pane->showMessage(m_first);
        QTRY_COMPARE(noticed.size(), 1);
        QCOMPARE(model().rowCount(), rows);
        QVERIFY(model().state() == ChatModel::State::Ready && !model().hasNewer());
    }

    void whatComesWhileOneIsFarAboveWaits()
    {
        open(m_long);
        m_pane->showMessage(m_first);
        QTRY_VERIFY(model().hasNewer());
        QSignalSpy arrived(&model(), &ChatModel::messageArrived);
        m_desk->run([this](ConsoleDesk::Core *core) { say(*core, m_long, u"Mensaje 401"_s, core->clock.nowMs()); });
        QTRY_COMPARE(arrived.size(), 1);
        QVERIFY(model().hasNewer() && wordsOf(lastMessage()) != u"Mensaje 401"_s);
        auto *pill = view().viewport()->findChild<QPushButton *>();
        QTRY_VERIFY(pill->isVisible() && pill->text().contains(u'1'));
        pill->click();
        QTRY_VERIFY(!model().hasNewer());
        QTRY_COMPARE(wordsOf(lastMessage()), u"Mensaje 401"_s);
        m_desk->run([](ConsoleDesk::Core *core) {
            QVERIFY(core->database.exec(u"DELETE FROM message WHERE text = 'Mensaje 401'"_s));
        });
    }

    void aDayIsJumpedTo()
    {
        open(m_long);
        const QDate day = QDate::currentDate().addDays(-20);
        m_pane->showDay(day);
        QTRY_VERIFY(view().currentRow() >= 0 && model().startsDay(view().currentRow()));
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(model().at(view().currentRow()).at).date(), day);
        QSignalSpy noticed(m_pane.get(), &ChatPane::noticed);
        m_pane->showDay(QDate::currentDate().addDays(1));
        QTRY_COMPARE(noticed.size(), 1);
        QTRY_VERIFY(view().isAtEnd());
    }

    // --- words

    void wordsAreSelectedWithTheMouse()
    {
        open(m_example);
        const int row = rowWith(u"Sí, la llevo a las 12"_s);
        const QRect words = partOf(row, [](const BubblePart &part) { return part.selectable; });
        QTest::mouseDClick(view().viewport(), Qt::LeftButton, {}, words.topLeft() + QPoint(40, 8));
        QVERIFY(QStringList({u"la"_s, u"llevo"_s}).contains(view().selectedText()));
        QTest::mousePress(view().viewport(), Qt::LeftButton, {}, words.topLeft() + QPoint(0, 8));
        drag(words.topLeft() + QPoint(400, 8));
        QTest::mouseRelease(view().viewport(), Qt::LeftButton, {}, words.topLeft() + QPoint(400, 8));
        QVERIFY(view().selectedText().startsWith(u"Sí, la llevo a las 12."_s));
        view().setFocus();
        QTest::keyClick(&view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), view().selectedText());
        QTest::keyClick(&view(), Qt::Key_Escape);
        QVERIFY(view().selectedText().isEmpty());
        QTest::keyClick(&view(), Qt::Key_A, Qt::ControlModifier); // of the bubble that the keyboard is on
        QCOMPARE(view().selectedText(), u"Sí, la llevo a las 12. ¿Me prestan otra mientras?"_s);
    }

    void aSelectionStaysWhereItsWordsAre()
    {
        open(m_example);
        const int row = rowWith(u"Sí, la llevo"_s);
        view().setCurrentRow(row);
        view().selectAll(row);
        const QString selected = view().selectedText();
        QVERIFY(!selected.isEmpty());
        m_desk->run([this](ConsoleDesk::Core *core) { // the phone brings one from long ago
            say(*core, m_example, u"De antes"_s, core->clock.nowMs() - 30LL * 24 * 3600 * 1000);
        });
        QTRY_COMPARE(wordsOf(0), u"De antes"_s);
        QCOMPARE(view().selectedText(), selected);
        QCOMPARE(view().currentRow(), row + 1);
    }

    void aLinkIsShownBeforeItIsOpened()
    {
        open(m_example);
        QSignalSpy links(&view(), &ChatView::linkRequested);
        const int row = rowWith(u"Sí, te apartamos una"_s);
        const BubbleLayout &layout = view().layoutOf(row);
        for (const BubblePart &part : layout.parts) {
            if (!part.selectable)
                continue;
            // Somewhere on its last line.
            const QTextLine line = part.text->lineAt(part.text->lineCount() - 1);
            const QPointF place = part.rect.topLeft() + QPointF(line.naturalTextWidth() - 20, line.y() + 6);
            QTest::mouseClick(view().viewport(), Qt::LeftButton, {},
                              place.toPoint() + QPoint(0, view().rectOf(row).top()));
        }
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.at(0).at(0).toString(), u"https://intranet.example/prestamo"_s);
        auto *box = m_pane->findChild<QDialog *>();
        QVERIFY(box && box->isVisible());
        box->reject();
    }

    void theEarlierTextComesOnDemand()
    {
        open(m_example);
        const int row = rowWith(u"perdón, es la 4521 (Dell 5420)"_s);
        const int before = view().rectOf(row).height();
        const auto link = [](const BubblePart &part) { return part.action == ChatAction::ShowEarlier; };
        click(partOf(row, link).center());
        QVERIFY(view().rectOf(row).height() > before);
        QVERIFY(saysSomewhere(row, u"perdón, es la 4521"_s));
        click(partOf(row, link).center());
        QCOMPARE(view().rectOf(row).height(), before);
    }

    // --- our own messages

    void ourLastMessageIsChanged()
    {
        const MessageId sent = m_desk->get<MessageId>([this](ConsoleDesk::Core &core) {
            core.channel.actions = true;
            return say(core, m_example, u"Lleva el carggador"_s, core.clock.nowMs(), [&core](Message &message) {
                message.direction = Direction::Out;
                message.author = {Author::Type::Technician, 1, u"Daniela Ruiz"_s};
                message.state = DeliveryState::Delivered;
                message.acceptedAt = core.clock.nowMs();
            });
        });
        open(m_example);
        QTRY_VERIFY(model().rowOf(sent) >= 0);
        Composer &composer = m_pane->composer();
        composer.field().setFocus();
        QTest::keyClick(&composer.field(), Qt::Key_Up);
        QVERIFY(composer.isEditing());
        QCOMPARE(composer.field().toPlainText(), u"Lleva el carggador"_s);
        QTest::keyClick(&composer.field(), Qt::Key_Escape);
        QVERIFY(!composer.isEditing() && composer.field().document()->isEmpty());

        composer.insert(u"a medias"_s);
        composer.edit(*m_pane->commands().find(sent));
        composer.field().setPlainText(u"Lleva el cargador"_s);
        QTest::keyClick(&composer.field(), Qt::Key_Return);
        QTRY_VERIFY(!composer.isEditing());
        QCOMPARE(composer.field().toPlainText(), u"a medias"_s); // what was being written is still there
        QTRY_COMPARE(wordsOf(model().rowOf(sent)), u"Lleva el cargador"_s);
        QVERIFY(model().at(model().rowOf(sent)).message.isEdited());
        composer.field().clear();
    }

    void anothersOrAnOldMessageIsNotChanged()
    {
        open(m_example);
        const ThreadMessage &old = model().at(rowWith(u"Sí, te apartamos una"_s)).message;
        QVERIFY(!m_pane->commands().mayEdit(old)); // it was never accepted, says the row
        ThreadMessage message = old;
        message.message.acceptedAt = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(m_pane->commands().mayEdit(message));
        message.message.acceptedAt -= 3600 * 1000;
        QVERIFY(!m_pane->commands().mayEdit(message));
        message.message.acceptedAt += 3600 * 1000;
        message.message.author.id = 2;
        QVERIFY(!m_pane->commands().mayEdit(message));
    }

    void theMenuHasWhatCanBeDone()
    {
        open(m_example);
        FakeAudio audio;
        VoicePlayer voices(*m_gateway, &audio);
        const auto textsOf = [&](int row) {
            const MessageMenu menu(m_pane->commands(), view(), voices, m_theme, row);
            QStringList texts;
            for (const QAction *action : menu.actions())
                texts << action->text();
            return texts;
        };
        const QStringList customers = textsOf(rowWith(u"Sí, la llevo"_s));
        for (const auto &wanted : {"Copy text", "Reply to this", "React", "Details", "Go to the quoted message"})
            QVERIFY2(customers.contains(QLatin1String(wanted)), wanted);
        QVERIFY(!customers.contains(u"Edit"_s) && !customers.contains(u"Delete for everyone…"_s));
        const QStringList ours = textsOf(rowWith(u"Sí, te apartamos una"_s));
        QVERIFY(ours.contains(u"Delete for everyone…"_s));
        QVERIFY(ours.contains(u"Open https://intranet.example/prestamo…"_s)); // without a mouse too
        view().setFocus();
        view().setCurrentRow(rowWith(u"Sí, la llevo"_s));
        QSignalSpy asked(&view(), &ChatView::menuRequested);
        QContextMenuEvent key(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(view().viewport(), &key);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(0).toInt(), view().currentRow());
        auto *menu = m_pane->findChild<MessageMenu *>();
        QVERIFY(menu && menu->isVisible());
        menu->close();
    }

    void aReactionIsGivenAndTakenBack()
    {
        open(m_example);
        const MessageId id = model().at(rowWith(u"Sí, la llevo"_s)).message.message.id;
        const auto ours = [this, id] {
            QString emoji;
            for (const Message &action : model().at(model().rowOf(id)).message.actions) {
                if (action.kind == "reaction"_L1 && action.direction == Direction::Out)
                    emoji = action.text;
            }
            return emoji;
        };
        m_pane->commands().react(id, u"👍"_s);
        QTRY_COMPARE(ours(), u"👍"_s);
        m_pane->commands().react(id, {});
        QTRY_VERIFY(ours().isEmpty());
    }

    void whatIsTakenBackForEveryoneIsAskedFirst()
    {
        open(m_example);
        const MessageId id = model().at(rowWith(u"Sí, te apartamos una"_s)).message.message.id;
        m_pane->commands().takeBack(id);
        auto *box = m_pane->findChild<QMessageBox *>();
        QVERIFY(box && !model().at(model().rowOf(id)).message.isRevoked());
        box->button(QMessageBox::Cancel)->click();
        QVERIFY(m_pane->commands().mayTakeBack(model().at(model().rowOf(id)).message));
    }

    // --- voice notes

    void aVoiceNoteIsHeardInItsBubble()
    {
        const MessageId id = m_desk->get<MessageId>([this](ConsoleDesk::Core &core) {
            const AttachmentId file = *core.attachments.add("OggS a voice"_ba);
            return say(core, m_example, {}, core.clock.nowMs(), [file](Message &message) {
                message.kind = u"audio"_s;
                message.attachmentId = file;
                message.fileState = FileState::Available;
                message.details = {
                    {u"media"_s,
                     QJsonObject{{u"voice_note"_s, true}, {u"duration_s"_s, 4}, {u"waveform"_s, u"AAoUHg=="_s}}}};
            });
        });
        FakeAudio audio;
        VoicePlayer voices(*m_gateway, &audio);
        ChatModel chat(*m_gateway);
        ChatView bubbles(chat, *m_images, voices, m_theme);
        bubbles.resize(600, 500);
        bubbles.show();
        chat.open(m_example);
        QTRY_VERIFY(chat.rowOf(id) >= 0);
        const int row = chat.rowOf(id);
        bubbles.setCurrentRow(row);
        const AttachmentId file = chat.at(row).message.file->id;
        const auto place = [&](BubblePart::Kind kind) {
            for (const BubblePart &part : bubbles.layoutOf(row).parts) {
                if (part.kind == kind)
                    return part.rect.toRect().translated(bubbles.rectOf(row).topLeft());
            }
            return QRect();
        };
        QTest::mouseClick(bubbles.viewport(), Qt::LeftButton, {}, place(BubblePart::Kind::VoiceButton).center());
        QTRY_VERIFY(voices.stateOf(file) == VoicePlayer::State::Playing);
        QTRY_COMPARE(voices.lengthOf(file), 4000ms);
        // The wave is held and let go elsewhere.
        const QRect wave = place(BubblePart::Kind::VoiceWave);
        QTest::mousePress(bubbles.viewport(), Qt::LeftButton, {}, wave.center());
        QCOMPARE(voices.positionOf(file), 0ms);
        const QPoint quarter(wave.left() + wave.width() / 4, wave.center().y());
        QMouseEvent move(QEvent::MouseMove, quarter, bubbles.viewport()->mapToGlobal(quarter), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(bubbles.viewport(), &move);
        QTest::mouseRelease(bubbles.viewport(), Qt::LeftButton, {}, quarter);
        QVERIFY(std::chrono::abs(voices.positionOf(file) - 1000ms) < 50ms);
        QTest::keyClick(&bubbles, Qt::Key_Right);
        QVERIFY(voices.stateOf(file) == VoicePlayer::State::Paused); // five seconds on is its end
        QTest::keyClick(&bubbles, Qt::Key_Space);
        audio.output->hear(voiceRate);
        QTest::keyClick(&bubbles, Qt::Key_Left);
        QCOMPARE(voices.positionOf(file), 0ms);
        QTest::mouseClick(bubbles.viewport(), Qt::LeftButton, {}, place(BubblePart::Kind::VoiceSpeed).center());
        QCOMPARE(voices.speed(), 1.5);
        QTest::keyClick(&bubbles, Qt::Key_Space);
        QVERIFY(voices.stateOf(file) == VoicePlayer::State::Paused);
        // What cannot be heard makes room for why.
        const int before = bubbles.rectOf(row).height();
        audio.silent = true;
        QTest::keyClick(&bubbles, Qt::Key_Space);
        QTRY_VERIFY(bubbles.rectOf(row).height() > before);

        // Built without sound, it is a file like others.
        VoicePlayer none(*m_gateway, nullptr);
        ChatView files(chat, *m_images, none, m_theme);
        files.resize(600, 500);
        files.show();
        chat.reload();
        QTRY_VERIFY(chat.rowOf(id) >= 0);
        QSet<ChatAction> actions;
        for (const BubblePart &part : files.layoutOf(chat.rowOf(id)).parts)
            actions << part.action;
        QVERIFY(actions.contains(ChatAction::SaveFile) && actions.contains(ChatAction::OpenFile)
                && !actions.contains(ChatAction::PlayVoice));
    }

    // --- emoji

    void emojiAreFoundByTheirNames()
    {
        EmojiBook book;
        QVERIFY(book.all().size() > 1500);
        const auto found = [&book](const QString &typed) {
            QStringList texts;
            for (const EmojiBook::Emoji &emoji : book.find(typed))
                texts << emoji.text;
            return texts;
        };
        QVERIFY(found(u"corazón rojo"_s).contains(u"❤️"_s));
        QVERIFY(found(u"corazon"_s).size() > 10); // accents are for people
        QVERIFY(found(u"thumbs"_s).contains(u"👍"_s));
        QVERIFY(found(u"mexico"_s).contains(u"🇲🇽"_s));
        QVERIFY(found(u"xyzzy"_s).isEmpty());
        QCOMPARE(found({}).size(), book.all().size());
    }

    void anEmojiIsChosenWithTheKeyboardAndRemembered()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(u"console.ini"_s), QSettings::IniFormat);
        m_pane->useSettings(settings);
        open(m_example);
        Composer &composer = m_pane->composer();
        composer.insert(u"Listo "_s);
        composer.openEmoji();
        auto *picker = m_pane->findChild<EmojiPicker *>();
        QVERIFY(picker && picker->isVisible());
        QTest::keyClicks(&picker->search(), u"thumbs up"_s);
        QTest::keyClick(&picker->search(), Qt::Key_Return);
        QVERIFY(!picker->isVisible());
        QCOMPARE(composer.field().toPlainText(), u"Listo 👍"_s);
        QCOMPARE(settings.value(u"console/recent_emoji"_s).toStringList(), QStringList{u"👍"_s});
        composer.openEmoji(); // the recent ones come first
        QCOMPARE(picker->list().model()->rowCount(), 1);
        QTest::keyClick(&picker->search(), Qt::Key_Down);
        QTest::keyClick(&picker->list(), Qt::Key_Return);
        QCOMPARE(composer.field().toPlainText(), u"Listo 👍👍"_s);
        composer.field().clear();
    }

    // --- files

    void limitsAreToldBeforeAnythingIsSent()
    {
        open(m_example);
        QTRY_VERIFY(m_ticket->isLoaded());
        m_desk->run([](ConsoleDesk::Core *core) {
            ConversationService::Options options;
            options.media.image = 200;
            options.media.document = 5000;
            core->conversation.setOptions(options);
            (void)core->live.record(u"settings"_s, 0);
        });
        Composer &composer = m_pane->composer();
        const auto facts = [&composer] {
            QStringList texts;
            for (const QLabel *label : composer.files().findChildren<QLabel *>())
                texts << label->text();
            return texts.join(u'|');
        };
        QTemporaryDir folder;
        QFile large(folder.filePath(u"plano.pdf"_s));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.write(QByteArray(6000, 'x')) == 6000);
        large.close();
        // The new limits are on their way: until they are here, the file is taken.
        QTRY_VERIFY([&] {
            composer.files().clear();
            composer.attach({large.fileName()});
            return facts().contains(u"The file is 6 kB and the limit is 5 kB."_s);
        }());
        QVERIFY(!composer.files().isReady());
        composer.files().clear();
        QVERIFY(composer.files().isEmpty());

        QImage picture(120, 90, QImage::Format_RGB32);
        for (int i = 0; i < 120 * 90; ++i)
            picture.setPixel(i % 120, i / 120, QRgb(i * 2654435761U));
        composer.files().add(picture.copy(0, 0, 30, 30));
        QVERIFY(!composer.files().isReady());
        QTRY_VERIFY(composer.files().isReady());
        QTRY_VERIFY(facts().contains(u"It goes as a document."_s));
        QCOMPARE(composer.files().ids().size(), 1);
        composer.files().clear();
        m_desk->run([](ConsoleDesk::Core *core) {
            core->conversation.setOptions({});
            (void)core->live.record(u"settings"_s, 0);
        });
    }

    void aVoiceNoteIsRecordedAndSent()
    {
        FakeAudio audio;
        EmojiBook book;
        Composer composer(*m_gateway, *m_ticket, *m_images, &audio, book, m_theme);
        if (!composer.recorder().isAvailable())
            QSKIP("built without libopusenc");
        composer.show();
        open(m_example);
        QTRY_VERIFY(m_ticket->isLoaded());
        composer.insert(u"a medias"_s);
        auto *microphone = composer.findChild<VoiceButton *>();
        QTRY_VERIFY(microphone->isEnabled());
        auto *bar = composer.findChild<RecordingBar *>();
        QVERIFY(!bar->isVisible());
        microphone->click();
        QVERIFY(bar->isVisible() && !microphone->isVisible());
        QTest::keyClick(bar, Qt::Key_Escape);
        QVERIFY(!bar->isVisible() && microphone->isVisible());

        QSignalSpy sent(&composer, &Composer::sent);
        microphone->click();
        QCoreApplication::processEvents();
        QTest::keyClick(bar, Qt::Key_Return);
        QTRY_COMPARE(sent.size(), 1);
        QCOMPARE(composer.field().toPlainText(), u"a medias"_s);
        QTRY_VERIFY(model().at(lastMessage()).message.message.kind == "audio"_L1
                    && model().at(lastMessage()).message.message.direction == Direction::Out);
        const ThreadMessage note = model().at(lastMessage()).message;
        const QJsonObject media = note.message.details.value("media"_L1).toObject();
        QVERIFY(media.value("voice_note"_L1).toBool());
        QCOMPARE(QByteArray::fromBase64(media.value("waveform"_L1).toString().toLatin1()),
                 QByteArray(VoiceRecorder::waveBars, 100));
        QVERIFY(std::chrono::abs(note.file->duration - 4000ms) < 100ms);
        QCOMPARE(outgoingFileOf(*note.file, note.message.kind, media).waveform.size(), 64); // as it leaves
        composer.field().clear();

        audio.microphone = false; // it was pulled out
        Q_EMIT audio.devicesChanged();
        QVERIFY(!microphone->isEnabled());
        QCOMPARE(microphone->toolTip(), u"No microphone was found."_s);
    }

    // --- the assistant

    void theCardHasTheDesksRulesAndAsksTheAssistant()
    {
        FakeAssistant assistant;
        SuggestionCard card(*m_gateway, *m_ticket, m_theme);
        card.show();
        open(m_example);
        QTRY_VERIFY(card.advice());
        QVERIFY(card.advice()->source == TicketAdvice::Source::Rules);
        QCOMPARE(card.advice()->diagnosis, u"Falso contacto en la entrada de corriente."_s);
        QCOMPARE(card.advice()->steps,
                 QStringList({u"Probar con otro cargador de 65 W"_s, u"Revisar juego del conector DC"_s}));
        const auto button = [&card](const QString &text) -> QPushButton * {
            for (QPushButton *one : card.findChildren<QPushButton *>()) {
                if (one->isVisible() && one->text() == text)
                    return one;
            }
            return nullptr;
        };
        QVERIFY(!button(u"Ask the assistant"_s)); // there is none
        QSignalSpy inserted(&card, &SuggestionCard::insertWanted);
        QTRY_VERIFY(button(u"Insert in the reply"_s));
        button(u"Insert in the reply"_s)->click();
        QCOMPARE(inserted.at(0).at(0).toString(),
                 u"1. Probar con otro cargador de 65 W\n2. Revisar juego del conector DC"_s);

        m_desk->run([&](ConsoleDesk::Core *core) {
            core->conversation.setAssistant(&assistant);
            assistant.written = WritingAnswer{.text = u"Conector roto."_s,
                                              .steps = {u"Abrir la tapa"_s, u"Ver http://example.com"_s}};
            (void)core->live.record(u"settings"_s, 0);
        });
        QTRY_VERIFY(button(u"Ask the assistant"_s));
        button(u"Ask the assistant"_s)->click();
        QTRY_VERIFY(card.advice()->source == TicketAdvice::Source::Model);
        QCOMPARE(card.advice()->steps, QStringList{u"Abrir la tapa"_s}); // without what leads elsewhere
        QVERIFY(!card.advice()->certain);
        m_desk->run([&](ConsoleDesk::Core *) { assistant.written = fail(Errc::TimedOut); });
        card.askAssistant();
        QTRY_VERIFY(card.advice()->source == TicketAdvice::Source::ModelFailed);
        QCOMPARE(card.advice()->steps.size(), 2); // the desk's own again
        QTRY_VERIFY(button(u"Dismiss"_s));
        button(u"Dismiss"_s)->click();
        QVERIFY(!card.isVisible());
        m_ticket->open(m_long);
        QTRY_VERIFY(card.isVisible()); // of that ticket only
        m_desk->run([](ConsoleDesk::Core *core) {
            core->conversation.setAssistant(nullptr);
            (void)core->live.record(u"settings"_s, 0);
        });
    }

    void theAssistantSuggestsAndImproves()
    {
        FakeAssistant assistant;
        m_desk->run([&](ConsoleDesk::Core *core) {
            core->conversation.setAssistant(&assistant);
            (void)core->live.record(u"settings"_s, 0);
        });
        open(m_example);
        QTRY_VERIFY(m_ticket->isLoaded());
        Composer &composer = m_pane->composer();
        WritingAid &aid = composer.writingAid();
        QTRY_VERIFY(aid.isVisible() && aid.isEnabled());
        QCOMPARE(aid.text(), u"Suggest"_s);
        aid.click();
        QCOMPARE(aid.text(), u"Thinking…"_s);
        QTRY_COMPARE(m_desk->get<int>([&](auto &) { return int(assistant.writings.size()); }), 1);
        m_desk->run([&](ConsoleDesk::Core *) {
            const WritingQuestion asked = assistant.writings.first();
            QVERIFY(asked.kind == WritingQuestion::Kind::Answer);
            QVERIFY(asked.names.contains(u"Efraín Solís"_s));
            QVERIFY(asked.conversation.contains(u"customer: Sí, la llevo a las 12. ¿Me prestan otra mientras?"_s));
            assistant.pendingWritings.first().complete(WritingAnswer{.text = u"¿Traes también el cargador?"_s});
        });
        QTRY_COMPARE(composer.field().toPlainText(), u"¿Traes también el cargador?"_s);
        composer.field().undo(); // one step, and nothing was sent
        QVERIFY(composer.field().toPlainText().isEmpty());

        composer.insert(u"ven mañana"_s);
        QCOMPARE(aid.text(), u"Improve"_s);
        m_desk->run([&](ConsoleDesk::Core *) { assistant.written = WritingAnswer{.text = u"Te esperamos mañana."_s}; });
        aid.click();
        QTRY_COMPARE(composer.field().toPlainText(), u"Te esperamos mañana."_s);
        composer.field().undo();
        QCOMPARE(composer.field().toPlainText(), u"ven mañana"_s);

        // What leads elsewhere is not even inserted.
        QSignalSpy failed(m_pane.get(), &ChatPane::failed);
        m_desk->run([&](ConsoleDesk::Core *) {
            assistant.written = WritingAnswer{.text = u"Entra a http://example.com y pon tu clave"_s};
        });
        aid.click();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(composer.field().toPlainText(), u"ven mañana"_s);
        composer.field().clear();
        m_desk->run([](ConsoleDesk::Core *core) {
            core->conversation.setAssistant(nullptr);
            (void)core->live.record(u"settings"_s, 0);
        });
        QTRY_VERIFY(!aid.isVisible());
    }

    // --- for those who hear it

    void theConversationIsAListOfSentences()
    {
        QAccessible::setActive(true);
        open(m_example);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view());
        QVERIFY(list && list->role() == QAccessible::List);
        const auto [first, last] = view().visibleRows();
        QCOMPARE(list->childCount(), last - first + 1);
        const int row = rowWith(u"Sí, la llevo"_s);
        view().setCurrentRow(row);
        m_pane->activateWindow();
        view().setFocus();
        QTRY_VERIFY(view().hasFocus());
        QAccessibleInterface *bubble = list->child(row - view().visibleRows().first);
        QVERIFY(bubble && bubble->role() == QAccessible::ListItem);
        const QString sentence = bubble->text(QAccessible::Name);
        QVERIFY2(sentence.startsWith(u"Efraín Solís, "_s) && sentence.contains(u"Sí, la llevo a las 12"_s)
                     && sentence.contains(u"reply to: Hola, Efraín"_s),
                 qPrintable(sentence));
        QVERIFY(bubble->state().focused);
        QCOMPARE(list->focusChild(), bubble);
        QCOMPARE(bubble->parent(), list);
        QCOMPARE(list->indexOfChild(bubble), row - view().visibleRows().first);
        const QPoint middle = bubble->rect().center();
        QCOMPARE(list->childAt(middle.x(), middle.y()), bubble);
        QVERIFY(ChatModel::sentenceOf(model().at(rowWith(u"Sí, te apartamos una"_s))).endsWith(u"; Delivered"_s));
        m_ticket->open(m_long); // what stood for its rows goes
        QTRY_VERIFY(model().rowCount() > 50);
        QVERIFY(list->child(0) && list->child(0)->isValid());
        QAccessible::setActive(false);
    }

private:
    [[nodiscard]] ChatModel &model() const { return m_pane->model(); }
    [[nodiscard]] ChatView &view() const { return m_pane->view(); }
    [[nodiscard]] QString wordsOf(int row) const
    {
        const ChatEntry &entry = model().at(row);
        return entry.kind == ChatEntry::Kind::Message ? entry.message.words() : QString();
    }
    [[nodiscard]] int lastMessage() const
    {
        int row = model().rowCount() - 1;
        while (row > 0 && model().at(row).kind != ChatEntry::Kind::Message)
            --row;
        return row;
    }
    [[nodiscard]] int rowWith(const QString &beginning) const
    {
        for (int row = model().rowCount() - 1; row >= 0; --row) {
            if (wordsOf(row).startsWith(beginning)) {
                view().setCurrentRow(row); // so that it is seen
                return row;
            }
        }
        return -1;
    }
    /// Of the first such part, on the viewport.
    template<typename Wanted>
    [[nodiscard]] QRect partOf(int row, Wanted wanted)
    {
        const QRect place = view().rectOf(row);
        for (const BubblePart &part : view().layoutOf(row).parts) {
            if (wanted(part))
                return part.rect.translated(place.topLeft()).toRect();
        }
        return {};
    }
    [[nodiscard]] bool saysSomewhere(int row, const QString &words)
    {
        for (const BubblePart &part : view().layoutOf(row).parts) {
            if (part.text && part.text->text() == words)
                return true;
        }
        return false;
    }
    void click(const QPoint &place) { QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, place); }
    void drag(const QPoint &place)
    {
        QMouseEvent move(QEvent::MouseMove, place, view().viewport()->mapToGlobal(place), Qt::NoButton, Qt::LeftButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(view().viewport(), &move);
    }
    void open(TicketId ticket)
    {
        m_ticket->open(ticket);
        QTRY_COMPARE(model().state(), ChatModel::State::Ready);
        QTRY_VERIFY(model().rowCount() > 0);
    }
    template<typename Change>
    MessageId say(ConsoleDesk::Core &core, TicketId ticket, const QString &text, qint64 at, Change change)
    {
        Message message;
        message.customerId = core.tickets.find(ticket)->customerId;
        message.ticketId = ticket;
        message.author = {Author::Type::Customer, 0, {}};
        message.wireId = u"CV%1"_s.arg(++m_said);
        message.text = text;
        message.state = DeliveryState::Received;
        message.createdAt = at;
        change(message);
        const auto inserted = core.messages.insert(message);
        if (!inserted)
            qFatal("not inserted: %s", qUtf8Printable(inserted.error().detail));
        (void)core.live.record(u"message"_s, inserted->id.value);
        return inserted->id;
    }
    MessageId say(ConsoleDesk::Core &core, TicketId ticket, const QString &text, qint64 at)
    {
        return say(core, ticket, text, at, [](Message &) {});
    }
    /// 400 messages, ten a day; the last one quotes the first.
    TicketId fillLong()
    {
        const TicketId ticket = m_desk->openTicket(u"Nadia Cruz"_s, u"Conversación larga"_s, 900);
        m_desk->run([this, ticket](ConsoleDesk::Core *core) {
            QVERIFY(core->database.transaction([&]() -> Result<> {
                for (int i = 1; i <= 400; ++i) {
                    const QDateTime at(QDate::currentDate().addDays((i - 400) / 10), QTime(8, i % 10 * 5));
                    const MessageId id = say(*core, ticket, u"Mensaje %1"_s.arg(i), at.toMSecsSinceEpoch(),
                                             [this, i](Message &message) {
                                                 if (i == 400)
                                                     message.quotedId = m_first;
                                             });
                    if (i == 1)
                        m_first = id;
                }
                return {};
            }));
        });
        return ticket;
    }
    void markUnread(TicketId ticket, int from)
    {
        m_desk->run([ticket, from](ConsoleDesk::Core *core) {
            QVERIFY(core->database.exec(
                u"UPDATE message SET unread = 1 WHERE ticket_id = %1 AND CAST(substr(text, 9) AS INTEGER) >= %2"_s
                    .arg(ticket.value)
                    .arg(from)));
        });
    }

    Theme m_theme;
    std::unique_ptr<ConsoleDesk> m_desk;
    std::unique_ptr<CoreGateway> m_gateway;
    std::unique_ptr<OpenTicket> m_ticket;
    std::unique_ptr<ImageStore> m_images;
    std::unique_ptr<ChatPane> m_pane;
    TicketId m_example;
    TicketId m_long;
    MessageId m_first;
    int m_said = 0;
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::ChatViewTest)
#include "tst_chatview.moc"
