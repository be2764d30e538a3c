#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

/// The WCAG formula.
double luminance(const QColor &color)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &one, const QColor &other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

const QList<Token> plainSurfaces{Token::Window, Token::Surface, Token::Raised, Token::Sunken,
                                 Token::Canvas, Token::Hover,   Token::Select};
/// Where fields and buttons stand.
const QList<Token> controlGrounds{Token::Window, Token::Surface, Token::Raised, Token::Canvas, Token::Hover};
const QList<Token> bubbles{Token::BubbleIn, Token::BubbleOut, Token::BubbleBot, Token::BubbleNote};

struct Pair
{
    Token ink;
    QList<Token> grounds;
    double least;
};

QList<Pair> pairsOfTheDesign()
{
    QList<Pair> pairs{{Token::Text, plainSurfaces + bubbles + QList{Token::DangerBack, Token::WaitBack}, 4.5},
                      {Token::Text2, plainSurfaces + bubbles + QList{Token::DangerBack, Token::WaitBack}, 4.5},
                      {Token::Text3, plainSurfaces + bubbles, 4.5},
                      {Token::Accent, plainSurfaces, 4.5},
                      {Token::OnAccent, {Token::AccentFill, Token::DangerFill}, 4.5},
                      {Token::LineStrong, controlGrounds, 3},
                      {Token::Focus, plainSurfaces, 3},
                      {Token::Read, {Token::BubbleOut, Token::BubbleBot}, 4.5},
                      {Token::Wait, bubbles, 4.5},
                      {Token::Danger, bubbles, 4.5}};
    const std::pair<Token, Token> families[] = {{Token::New, Token::NewBack},   {Token::Work, Token::WorkBack},
                                                {Token::Wait, Token::WaitBack}, {Token::Done, Token::DoneBack},
                                                {Token::Off, Token::OffBack},   {Token::Danger, Token::DangerBack}};
    for (const auto &[ink, ground] : families)
        pairs << Pair{ink, plainSurfaces + QList{ground}, 4.5};
    return pairs;
}

QJsonObject tokensFile()
{
    QFile file(u":/design/tokens.json"_s);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingCanBeRead_data()
    {
        QTest::addColumn<Scheme>("scheme");
        QTest::newRow("light") << Scheme::Light;
        QTest::newRow("dark") << Scheme::Dark;
    }
    void everythingCanBeRead()
    {
        QFETCH(Scheme, scheme);
        const DesignTokens tokens;
        for (const Pair &pair : pairsOfTheDesign()) {
            for (const Token ground : pair.grounds) {
                const double ratio = contrast(tokens.color(pair.ink, scheme), tokens.color(ground, scheme));
                QVERIFY2(ratio >= pair.least,
                         qPrintable(u"%1 on %2: %3"_s.arg(DesignTokens::nameOf(pair.ink), DesignTokens::nameOf(ground))
                                        .arg(ratio)));
            }
        }
    }

    void inHighContrastOnlyTheSystemsColoursArePainted()
    {
        QPalette system; // black and white, with yellow, as systems do it
        for (const auto role : {QPalette::Window, QPalette::Base, QPalette::HighlightedText})
            system.setColor(role, Qt::black);
        for (const auto role : {QPalette::WindowText, QPalette::Text})
            system.setColor(role, Qt::white);
        for (const auto role : {QPalette::Highlight, QPalette::Link})
            system.setColor(role, Qt::yellow);
        Theme theme;
        QSignalSpy changed(&theme, &Theme::changed);
        theme.setSystemColors(system);
        QCOMPARE(changed.size(), 1);
        for (const Pair &pair : pairsOfTheDesign()) {
            for (const Token ground : pair.grounds)
                QVERIFY2(contrast(theme.color(pair.ink), theme.color(ground)) >= 7,
                         qPrintable(DesignTokens::nameOf(pair.ink) + u" on "_s + DesignTokens::nameOf(ground)));
        }
        theme.setSystemColors({});
        QCOMPARE(theme.color(Token::Danger), DesignTokens().color(Token::Danger, Scheme::Light));
    }

    void everyColourOfTheFileHasItsToken()
    {
        QStringList known;
        for (int i = 0; i < tokenCount; ++i)
            known << DesignTokens::nameOf(Token(i));
        QStringList stored = tokensFile().value("color"_L1).toObject().keys();
        known.sort();
        stored.sort();
        QCOMPARE(known, stored);
    }

    void looksAreThoseOfTheFile()
    {
        const QJsonObject statuses = tokensFile().value("status"_L1).toObject();
        const QStringList names = ticketStatusNames();
        QCOMPARE(names.size(), statuses.size());
        for (const QString &name : names) {
            const Look look = DesignTokens::lookOf(*ticketStatusFrom(name));
            const QJsonObject stored = statuses.value(name).toObject();
            QCOMPARE(look.icon, stored.value("icon"_L1).toString());
            QCOMPARE(DesignTokens::nameOf(look.color), stored.value("family"_L1).toString());
            QCOMPARE(DesignTokens::nameOf(look.back), stored.value("family"_L1).toString() + u"-bg"_s);
        }
        const QJsonObject deliveries = tokensFile().value("delivery"_L1).toObject();
        for (auto one = deliveries.begin(); one != deliveries.end(); ++one) {
            const Look look = DesignTokens::lookOf(*deliveryStateFrom(one.key()));
            QCOMPARE(look.icon, one->toObject().value("icon"_L1).toString());
            QCOMPARE(DesignTokens::nameOf(look.color), one->toObject().value("color"_L1).toString());
            QCOMPARE(look.stroke, one->toObject().value("stroke"_L1).toDouble());
        }
    }

    void lengthsAreThoseOfTheFile()
    {
        const QJsonObject radius = tokensFile().value("radius"_L1).toObject();
        QCOMPARE(controlRadius, radius.value("control"_L1).toObject().value("console"_L1).toDouble());
        QCOMPARE(cardRadius, radius.value("card"_L1).toObject().value("console"_L1).toDouble());
        QCOMPARE(bubbleRadius, radius.value("bubble"_L1).toObject().value("console"_L1).toDouble());
        QCOMPARE(bubbleTail, radius.value("bubbleTail"_L1).toDouble());
    }

    void iconsTakeTheColourOfTheMoment()
    {
        Theme theme(Scheme::Light);
        const auto inkOf = [](const QPixmap &pixmap) {
            const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (qAlpha(image.pixel(x, y)) == 255)
                        return QColor::fromRgb(image.pixel(x, y));
                }
            }
            return QColor();
        };
        const QIcon icon = theme.icon(u"inbox"_s, Token::New);
        QCOMPARE(inkOf(icon.pixmap(64, 64)), theme.color(Token::New));
        theme.setScheme(Scheme::Dark);
        QCOMPARE(inkOf(icon.pixmap(64, 64)), theme.color(Token::New));
        QVERIFY(inkOf(icon.pixmap(64, 64)) != DesignTokens().color(Token::New, Scheme::Light));
        QCOMPARE(theme.pixmap(u"inbox"_s, Token::New, 16, 2).size(), QSize(32, 32));
    }

    void everyLookHasItsIcon()
    {
        const Theme theme;
        for (const QString &name : ticketStatusNames())
            QVERIFY2(!theme.pixmap(DesignTokens::lookOf(*ticketStatusFrom(name)).icon, Token::Text, 16, 1).isNull(),
                     qPrintable(name));
    }

    void controlsHaveTheHeightOfTheDesign()
    {
        const Theme theme;
        QApplication::setStyle(new DeskStyle(theme));
        const QPushButton button(u"Enviar"_s);
        const QLineEdit field;
        QVERIFY(button.sizeHint().height() >= controlHeight);
        QCOMPARE(field.sizeHint().height(), button.sizeHint().height());
    }

    void fontsFollowTheSystems()
    {
        const Theme theme;
        QFont large = QApplication::font();
        const QFont before = large;
        large.setPointSizeF(18);
        QApplication::setFont(large);
        QCOMPARE(theme.bodyFont().pointSizeF(), 18.0);
        QVERIFY(theme.captionFont().pointSizeF() < 18 && theme.titleFont().pointSizeF() > 22);
        QApplication::setFont(before);
    }
};

} // namespace desk::ui

QTEST_MAIN(desk::ui::ThemeTest)
#include "tst_theme.moc"
