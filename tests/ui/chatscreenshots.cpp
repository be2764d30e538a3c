// Draws the conversation and the composer in their states, light and dark, into the folder given as argument.
#include "tests/support/exampledesk.h"
#include "tests/support/fakeassistant.h"
#include "tests/support/fakeaudio.h"
#include "ui/chat/chatpane.h"
#include "ui/chat/chatview.h"
#include "ui/chat/composer.h"
#include "ui/chat/daychooser.h"
#include "ui/chat/emojipicker.h"
#include "ui/chat/messagemenu.h"
#include "ui/chat/writingaid.h"
#include "ui/mainwindow.h"
#include "ui/theme/deskstyle.h"
#include "ui/tickets/ticketdetails.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QSettings>
#include <QTest>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::ui;

namespace {

/// Voice notes, an edited and a taken back message, and reactions, after what the example has.
void sayMore(ConsoleDesk &desk, TicketId ticket)
{
    desk.run([ticket](ConsoleDesk::Core *core) {
        core->channel.actions = true;
        const CustomerId customer = core->tickets.find(ticket)->customerId;
        QFile file(QStringLiteral(TEST_DATA) + u"/voice.ogg"_s);
        (void)file.open(QIODevice::ReadOnly);
        const AttachmentId note = *core->attachments.add(file.readAll());
        QByteArray wave;
        for (int i = 0; i < 64; ++i)
            wave.append(char(20 + (i * 37 % 80) * (i % 9 > 1 ? 1 : 0)));
        int wire = 0;
        const auto say = [&](Direction direction, const QString &text, auto change) {
            Message message;
            message.customerId = customer;
            message.ticketId = ticket;
            message.direction = direction;
            message.author = direction == Direction::In ? Author{Author::Type::Customer, 0, u"Efraín Solís"_s}
                                                        : Author{Author::Type::Technician, 1, u"Daniela Ruiz"_s};
            message.state = direction == Direction::In ? DeliveryState::Received : DeliveryState::Read;
            message.wireId = u"CS%1"_s.arg(++wire);
            message.text = text;
            message.createdAt = core->clock.nowMs() + wire * 1000;
            message.acceptedAt = message.direction == Direction::Out ? core->clock.nowMs() : 0;
            change(message);
            return core->messages.insert(message)->id;
        };
        const auto voice = [&](Message &message) {
            message.kind = u"audio"_s;
            message.attachmentId = note;
            message.fileState = FileState::Available;
            message.details = {{u"media"_s,
                                QJsonObject{{u"voice_note"_s, true},
                                            {u"duration_s"_s, 18},
                                            {u"waveform"_s, QString::fromLatin1(wave.toBase64())}}}};
        };
        (void)say(Direction::In, {}, voice);
        (void)say(Direction::Out, {}, voice);
        const MessageId edited = say(Direction::Out, u"Trae el carggador"_s, [](Message &) {});
        (void)say(Direction::Out, u"Trae también el cargador, por favor."_s, [&](Message &message) {
            message.kind = u"edit"_s;
            message.targetId = edited;
        });
        (void)say(Direction::In, u"❤️"_s, [&](Message &message) {
            message.kind = u"reaction"_s;
            message.targetId = edited;
        });
        const MessageId gone = say(Direction::In, u"mi clave es la de siempre"_s, [](Message &) {});
        (void)say(Direction::In, {}, [&](Message &message) {
            message.kind = u"revoke"_s;
            message.targetId = gone;
        });
        (void)say(Direction::In, u"😀 Perfecto, ahí nos vemos a las 12 en la ventanilla. ¡Gracias! 🙏"_s,
                  [](Message &) {});
    });
}

QPixmap withPopup(MainWindow &window, const QWidget *popup)
{
    QPixmap picture = window.grab();
    if (popup && popup->isVisible()) {
        QPainter painter(&picture);
        painter.drawPixmap(window.mapFromGlobal(popup->mapToGlobal(QPoint(0, 0))),
                           const_cast<QWidget *>(popup)->grab()); // NOLINT: grab() paints, and changes nothing
    }
    return picture;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QLocale::setDefault(QLocale(QLocale::Spanish, QLocale::Mexico));
    QTranslator translator;
    if (translator.load(u":/translations/desk_es.qm"_s))
        QApplication::installTranslator(&translator);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : u"."_s);
    folder.mkpath(u"."_s);
    Theme theme;
    QApplication::setStyle(new DeskStyle(theme));

    ConsoleDesk desk;
    FakeAssistant assistant;
    WritingAnswer said;
    const TicketId example = fillExample(desk);
    sayMore(desk, example);
    desk.run([&](ConsoleDesk::Core *core) {
        core->conversation.setAssistant(&assistant);
        said = {.text = u"Es muy probable que el conector de carga haga falso contacto."_s,
                .steps = {u"Probar con otro cargador de 65 W"_s, u"Revisar el juego del conector DC"_s,
                          u"Medir la batería con la herramienta Dell"_s},
                .certain = true};
        assistant.written = said;
    });
    CoreGateway gateway(desk.context(), desk.services(), desk.events());
    QTest::qWait(100);
    const auto shoot = [&](const QString &name, Scheme scheme, auto prepare, QSize size = {1366, 768}) {
        QTemporaryDir settingsFolder;
        QSettings settings(settingsFolder.filePath(u"console.ini"_s), QSettings::IniFormat);
        theme.setScheme(scheme);
        QApplication::setPalette(theme.palette());
        MainWindow window(gateway, theme, settings);
        window.resize(size);
        window.show();
        window.activateWindow();
        QTest::qWait(150);
        window.openTicket(example);
        QTest::qWait(200);
        const QWidget *popup = prepare(window);
        QTest::qWait(200);
        withPopup(window, popup).save(folder.filePath(name + u".png"_s));
        window.chat().composer().field().clear();
    };
    const auto voices = [](MainWindow &window) -> const QWidget * {
        ChatView &view = window.chat().view();
        view.setFocus();
        for (int row = 0; row < window.chat().model().rowCount(); ++row) {
            const BubbleLayout &layout = view.layoutOf(row);
            for (const BubblePart &part : layout.parts) {
                if (part.action != ChatAction::ShowEarlier)
                    continue;
                view.setCurrentRow(row);
                QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                                  part.rect.center().toPoint() + view.rectOf(row).topLeft());
                break;
            }
        }
        view.scrollToEnd();
        return nullptr;
    };
    const auto playing = [](MainWindow &window) -> const QWidget * {
        ChatView &view = window.chat().view();
        view.setFocus();
        for (int row = 0; row < window.chat().model().rowCount(); ++row) {
            const BubbleLayout &layout = view.layoutOf(row);
            const bool voice = std::any_of(layout.parts.cbegin(), layout.parts.cend(), [](const BubblePart &part) {
                return part.kind == BubblePart::Kind::VoiceWave;
            });
            if (!voice)
                continue;
            view.setCurrentRow(row);
            QTest::keyClick(&view, Qt::Key_Space);
            break;
        }
        QTest::qWait(2600); // on a computer without sound it says so
        return nullptr;
    };
    const auto selection = [](MainWindow &window) -> const QWidget * {
        ChatView &view = window.chat().view();
        view.setFocus();
        const int row = window.chat().model().rowCount() - 1;
        view.setCurrentRow(row);
        view.selectAll(row);
        Q_EMIT view.menuRequested(row - 2, view.viewport()->mapToGlobal(QPoint(80, 220)));
        return window.chat().findChild<MessageMenu *>();
    };
    const auto emoji = [](MainWindow &window) -> const QWidget * {
        window.chat().composer().openEmoji();
        return window.chat().findChild<EmojiPicker *>();
    };
    const auto emojiFound = [](MainWindow &window) -> const QWidget * {
        window.chat().composer().openEmoji();
        auto *picker = window.chat().findChild<EmojiPicker *>();
        picker->search().setText(u"corazón"_s);
        return picker;
    };
    const auto day = [](MainWindow &window) -> const QWidget * {
        window.chat().chooseDay();
        return window.chat().findChild<DayChooser *>();
    };
    const auto editing = [](MainWindow &window) -> const QWidget * {
        Q_EMIT window.chat().composer().editLastWanted();
        return nullptr;
    };
    const auto files = [](MainWindow &window) -> const QWidget * {
        QImage picture(640, 400, QImage::Format_RGB32);
        picture.fill(QColor(70, 110, 140));
        window.chat().composer().files().add(picture);
        QTemporaryDir place;
        QFile large(place.filePath(u"respaldo-completo.zip"_s));
        (void)large.open(QIODevice::WriteOnly);
        (void)large.resize(120'000'000);
        QFile small(place.filePath(u"cotización.pdf"_s));
        (void)small.open(QIODevice::WriteOnly);
        (void)small.write("%PDF-1.7 ...");
        large.close();
        small.close();
        window.chat().composer().attach({large.fileName(), small.fileName()});
        QTest::qWait(400);
        return nullptr;
    };
    const auto recording = [](MainWindow &window) -> const QWidget * {
        window.chat().composer().recorder().start(); // where there is a microphone
        QTest::qWait(1200);
        return nullptr;
    };
    const auto aid = [](MainWindow &window) -> const QWidget * {
        window.chat().composer().insert(u"ven mañana con la lap"_s);
        window.chat().composer().focusField();
        return nullptr;
    };
    const auto advice = [](MainWindow &window) -> const QWidget * {
        window.details().suggestion().askAssistant();
        QTest::qWait(200);
        window.details().ensureWidgetVisible(&window.details().suggestion());
        return nullptr;
    };
    const auto thinking = [&](MainWindow &window) -> const QWidget * {
        desk.run([&](ConsoleDesk::Core *) { assistant.written.reset(); });
        window.details().suggestion().askAssistant();
        QTest::qWait(100);
        window.details().ensureWidgetVisible(&window.details().suggestion());
        desk.run([&](ConsoleDesk::Core *) { assistant.written = said; });
        return nullptr;
    };
    const auto unavailable = [&](MainWindow &window) -> const QWidget * {
        desk.run([&](ConsoleDesk::Core *) { assistant.written = fail(Errc::TimedOut); });
        window.details().suggestion().askAssistant();
        QTest::qWait(200);
        window.details().ensureWidgetVisible(&window.details().suggestion());
        desk.run([&](ConsoleDesk::Core *) { assistant.written = said; });
        return nullptr;
    };
    for (const auto &[suffix, scheme] : {std::pair(u"light"_s, Scheme::Light), std::pair(u"dark"_s, Scheme::Dark)}) {
        shoot(u"chat-voice-"_s + suffix, scheme, voices);
        shoot(u"chat-playing-"_s + suffix, scheme, playing);
        shoot(u"chat-selection-"_s + suffix, scheme, selection);
        shoot(u"chat-emoji-"_s + suffix, scheme, emoji);
        shoot(u"chat-emoji-found-"_s + suffix, scheme, emojiFound);
        shoot(u"chat-day-"_s + suffix, scheme, day);
        shoot(u"chat-edit-"_s + suffix, scheme, editing);
        shoot(u"chat-files-"_s + suffix, scheme, files);
        shoot(u"advice-"_s + suffix, scheme, advice);
        shoot(u"advice-thinking-"_s + suffix, scheme, thinking);
        shoot(u"advice-unavailable-"_s + suffix, scheme, unavailable);
        shoot(u"chat-aid-"_s + suffix, scheme, aid);
        shoot(u"chat-recording-"_s + suffix, scheme, recording);
        shoot(u"chat-narrow-"_s + suffix, scheme, aid, {900, 600});
    }
    gateway.close();
    return 0;
}
