// Draws the demo's photos into the folder that is named: what customers of a help desk send. Run by make.sh.

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <QRandomGenerator>

#include <array>
#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

const QSize size(900, 675);

QFont font(int pixels, bool bold = false)
{
    QFont font(u"DejaVu Sans"_s);
    font.setPixelSize(pixels);
    font.setBold(bold);
    return font;
}

QLinearGradient gradient(QPointF from, QPointF to, const QColor &first, const QColor &last)
{
    QLinearGradient made(from, to);
    made.setColorAt(0, first);
    made.setColorAt(1, last);
    return made;
}

/// A table with a wall behind it.
void drawRoom(QPainter &painter, const QColor &wall, const QColor &table, int edge)
{
    painter.fillRect(0, 0, size.width(), edge, gradient({0, 0}, {900, 300}, wall.lighter(108), wall.darker(118)));
    painter.fillRect(0, edge, size.width(), size.height() - edge,
                     gradient({0, double(edge)}, {0, 675}, table.darker(112), table.lighter(110)));
    painter.fillRect(0, edge, size.width(), 3, table.darker(140));
}

void drawShadow(QPainter &painter, const QRectF &around)
{
    painter.setPen(Qt::NoPen);
    for (int i = 12; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, 9));
        painter.drawEllipse(around.adjusted(-4.0 * i, -1.2 * i, 4.0 * i, 1.2 * i));
    }
}

void drawPrinter(QPainter &painter)
{
    drawRoom(painter, QColor(205, 208, 202), QColor(150, 120, 90), 430);
    drawShadow(painter, {130, 560, 640, 40});
    painter.setPen(QPen(QColor(60, 62, 66), 2));
    painter.setBrush(gradient({120, 200}, {780, 600}, QColor(228, 229, 231), QColor(160, 163, 168)));
    painter.drawRoundedRect(120, 210, 660, 370, 22, 22);
    painter.setBrush(QColor(72, 75, 80));
    painter.drawRoundedRect(150, 150, 600, 80, 16, 16);
    painter.setBrush(QColor(38, 40, 44));
    painter.drawRoundedRect(220, 430, 460, 26, 8, 8);
    // The sheet that is stuck, crumpled.
    QPainterPath sheet(QPointF(330, 440));
    sheet.lineTo(565, 440);
    sheet.lineTo(580, 500);
    sheet.lineTo(540, 535);
    sheet.lineTo(500, 512);
    sheet.lineTo(455, 548);
    sheet.lineTo(405, 515);
    sheet.lineTo(345, 530);
    sheet.closeSubpath();
    painter.setBrush(QColor(250, 250, 246));
    painter.setPen(QPen(QColor(170, 170, 166), 2));
    painter.drawPath(sheet);
    painter.drawLine(420, 442, 450, 520);
    painter.drawLine(520, 442, 495, 505);
    // The display.
    painter.setPen(QPen(QColor(30, 32, 35), 4));
    painter.setBrush(QColor(196, 214, 160));
    painter.drawRoundedRect(440, 250, 300, 130, 10, 10);
    painter.setPen(QColor(28, 38, 20));
    painter.setFont(font(26, true));
    painter.drawText(QRect(458, 262, 270, 40), Qt::AlignLeft, u"ATASCO DE PAPEL"_s);
    painter.setFont(font(25));
    painter.drawText(QRect(458, 304, 270, 36), Qt::AlignLeft, u"Bandeja 2"_s);
    painter.drawText(QRect(458, 338, 270, 36), Qt::AlignLeft, u"Error 13.02"_s);
    const std::array<QColor, 3> lamps{QColor(255, 170, 40), QColor(60, 70, 64), QColor(60, 70, 64)};
    for (size_t i = 0; i < lamps.size(); ++i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(lamps[i]);
        painter.drawEllipse(QPointF(200 + 56.0 * double(i), 300), 13, 13);
    }
    painter.setBrush(QColor(255, 190, 70, 60));
    painter.drawEllipse(QPointF(200, 300), 34, 34);
}

/// A laptop from the front. @return where its screen is.
QRect drawLaptop(QPainter &painter)
{
    drawRoom(painter, QColor(190, 198, 205), QColor(176, 146, 112), 380);
    drawShadow(painter, {120, 600, 660, 36});
    painter.setPen(QPen(QColor(28, 29, 32), 2));
    painter.setBrush(QColor(44, 46, 50));
    painter.drawRoundedRect(160, 70, 580, 390, 16, 16);
    QPolygonF base;
    base << QPointF(150, 462) << QPointF(750, 462) << QPointF(830, 600) << QPointF(70, 600);
    painter.setBrush(gradient({0, 462}, {0, 600}, QColor(120, 124, 130), QColor(176, 180, 186)));
    painter.drawPolygon(base);
    painter.setBrush(QColor(58, 60, 64));
    for (int row = 0; row < 4; ++row) {
        const double left = 190 - 14.0 * row;
        const double width = (900 - 2 * left) / 13;
        for (int key = 0; key < 13; ++key)
            painter.drawRoundedRect(QRectF(left + width * key + 2, 474 + 19.0 * row, width - 4, 15), 3, 3);
    }
    painter.setBrush(QColor(140, 144, 150));
    painter.drawRoundedRect(365, 554, 170, 38, 6, 6);
    return {176, 86, 548, 350};
}

void drawStripes(QPainter &painter)
{
    const QRect screen = drawLaptop(painter);
    painter.fillRect(screen,
                     gradient(screen.topLeft(), screen.bottomRight(), QColor(20, 60, 120), QColor(70, 130, 170)));
    painter.fillRect(QRect(screen.left() + 60, screen.top() + 50, 300, 190), QColor(236, 238, 240));
    painter.fillRect(QRect(screen.left() + 60, screen.top() + 50, 300, 26), QColor(90, 110, 140));
    painter.setPen(QColor(80, 84, 90));
    for (int line = 0; line < 8; ++line)
        painter.drawLine(screen.left() + 76, screen.top() + 96 + line * 17, screen.left() + 200 + (line * 53) % 140,
                         screen.top() + 96 + line * 17);
    QRandomGenerator random(7);
    const std::array<QColor, 6> colours{QColor(255, 0, 90),  QColor(0, 240, 130), QColor(250, 250, 40),
                                        QColor(0, 160, 255), QColor(255, 90, 0),  QColor(240, 240, 255)};
    for (int i = 0; i < 46; ++i) {
        QColor colour = colours[size_t(random.bounded(int(colours.size())))];
        colour.setAlpha(120 + random.bounded(120));
        painter.fillRect(screen.left() + int(std::pow(random.generateDouble(), 0.6) * (screen.width() - 6)),
                         screen.top(), 1 + random.bounded(5), screen.height(), colour);
    }
    for (int y = 0; y < screen.height(); y += 4)
        painter.fillRect(screen.left(), screen.top() + y, screen.width(), 1, QColor(0, 0, 0, 60));
}

void drawStopScreen(QPainter &painter)
{
    const QRect screen = drawLaptop(painter);
    painter.fillRect(screen, QColor(16, 90, 160));
    painter.setPen(Qt::white);
    painter.setFont(font(56));
    painter.drawText(screen.adjusted(40, 24, 0, 0), Qt::AlignLeft | Qt::AlignTop, u":("_s);
    painter.setFont(font(21));
    painter.drawText(screen.adjusted(42, 118, -30, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     u"Algo salió mal y este equipo se va a reiniciar.\n\n35 % listo"_s);
    painter.setFont(font(16));
    painter.drawText(screen.adjusted(42, 262, -30, 0), Qt::AlignLeft | Qt::AlignTop,
                     u"Código para soporte:\nMEMORY_FAULT 0x0000007A"_s);
}

void drawHinge(QPainter &painter)
{
    drawRoom(painter, QColor(214, 208, 196), QColor(96, 100, 106), 440);
    drawShadow(painter, {140, 580, 620, 30});
    // From behind and the side: the lid hangs askew, and the corner is open.
    painter.setPen(QPen(QColor(24, 25, 28), 3));
    QPolygonF base;
    base << QPointF(140, 540) << QPointF(700, 512) << QPointF(770, 560) << QPointF(190, 604);
    painter.setBrush(gradient({140, 512}, {770, 604}, QColor(92, 95, 100), QColor(58, 60, 64)));
    painter.drawPolygon(base);
    QPolygonF lid;
    lid << QPointF(150, 520) << QPointF(655, 470) << QPointF(604, 120) << QPointF(120, 190);
    painter.setBrush(gradient({120, 120}, {655, 520}, QColor(150, 153, 158), QColor(104, 107, 112)));
    painter.drawPolygon(lid);
    painter.setBrush(QColor(30, 31, 34));
    painter.drawRoundedRect(QRectF(176, 508, 66, 24), 8, 8);
    // The broken one.
    QPainterPath hole(QPointF(560, 486));
    hole.lineTo(596, 462);
    hole.lineTo(616, 478);
    hole.lineTo(650, 452);
    hole.lineTo(690, 470);
    hole.lineTo(664, 500);
    hole.lineTo(690, 516);
    hole.lineTo(610, 520);
    hole.closeSubpath();
    painter.setBrush(QColor(14, 14, 16));
    painter.drawPath(hole);
    painter.setPen(QPen(QColor(190, 150, 60), 4));
    painter.drawArc(600, 470, 60, 54, 30 * 16, 170 * 16);
    painter.setPen(QPen(QColor(170, 40, 40), 4));
    painter.drawArc(612, 464, 60, 60, 60 * 16, 150 * 16);
    painter.setPen(QPen(QColor(214, 216, 220), 3));
    painter.setBrush(QColor(180, 183, 188));
    painter.drawRect(QRectF(640, 478, 26, 12));
    painter.setPen(QPen(QColor(26, 27, 30), 2));
    const std::array<QLineF, 5> cracks{QLineF(596, 462, 560, 400), QLineF(560, 400, 575, 352),
                                       QLineF(616, 478, 590, 420), QLineF(560, 486, 500, 470),
                                       QLineF(500, 470, 470, 480)};
    painter.drawLines(cracks.data(), int(cracks.size()));
}

void drawCrackedTablet(QPainter &painter)
{
    drawRoom(painter, QColor(170, 176, 170), QColor(186, 160, 128), 60);
    drawShadow(painter, {190, 560, 540, 40});
    painter.setPen(QPen(QColor(20, 21, 23), 3));
    painter.setBrush(QColor(34, 35, 38));
    painter.drawRoundedRect(170, 110, 560, 460, 34, 34);
    const QRect screen(206, 146, 488, 388);
    painter.fillRect(screen,
                     gradient(screen.topLeft(), screen.bottomRight(), QColor(66, 120, 110), QColor(24, 50, 60)));
    for (int i = 0; i < 12; ++i) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor::fromHsv((i * 47) % 360, 130, 215));
        painter.drawRoundedRect(QRectF(244 + 112.0 * (i % 4), 176 + 112.0 * (i / 4), 72, 72), 16, 16);
    }
    QRandomGenerator random(11);
    const QPointF hit(580, 250);
    painter.setClipRect(screen);
    for (int ray = 0; ray < 26; ++ray) {
        double angle = ray * 0.2417 + random.generateDouble() * 0.2;
        QPointF at = hit;
        painter.setPen(QPen(QColor(240, 246, 250, 190), 1 + random.bounded(3)));
        for (int part = 0; part < 7; ++part) {
            angle += (random.generateDouble() - 0.5) * 0.35;
            const QPointF next = at + QPointF(std::cos(angle), std::sin(angle)) * (30.0 + 40 * random.generateDouble());
            painter.drawLine(at, next);
            at = next;
        }
    }
    painter.setPen(QPen(QColor(240, 246, 250, 120), 1));
    painter.setBrush(Qt::NoBrush);
    for (int ring = 1; ring < 6; ++ring)
        painter.drawEllipse(hit, ring * 19.0 + random.bounded(8), ring * 15.0 + random.bounded(8));
    painter.setClipping(false);
}

void drawModem(QPainter &painter)
{
    drawRoom(painter, QColor(198, 190, 176), QColor(120, 92, 66), 450);
    drawShadow(painter, {240, 560, 420, 34});
    painter.setPen(QPen(QColor(120, 122, 126), 2));
    painter.setBrush(gradient({250, 200}, {650, 580}, QColor(250, 250, 250), QColor(200, 203, 208)));
    painter.drawRoundedRect(250, 210, 400, 370, 40, 40);
    for (const int x : {300, 600}) {
        painter.setBrush(QColor(46, 48, 52));
        painter.drawRoundedRect(QRectF(x - 11, 70, 22, 150), 9, 9);
    }
    painter.setFont(font(20));
    const std::array<std::pair<const char16_t *, QColor>, 4> lamps{{{u"POWER", QColor(60, 210, 90)},
                                                                    {u"INTERNET", QColor(235, 40, 40)},
                                                                    {u"WLAN", QColor(60, 210, 90)},
                                                                    {u"TEL", QColor(150, 152, 156)}}};
    for (size_t i = 0; i < lamps.size(); ++i) {
        const double y = 292 + 62.0 * double(i);
        painter.setPen(Qt::NoPen);
        QColor glow = lamps[i].second;
        glow.setAlpha(50);
        painter.setBrush(glow);
        painter.drawEllipse(QPointF(330, y), 26, 26);
        painter.setBrush(lamps[i].second);
        painter.drawEllipse(QPointF(330, y), 11, 11);
        painter.setPen(QColor(80, 84, 90));
        painter.drawText(QPointF(376, y + 7), QString::fromUtf16(lamps[i].first));
    }
    painter.setPen(QPen(QColor(40, 80, 150), 10));
    painter.setBrush(Qt::NoBrush);
    QPainterPath cable(QPointF(640, 520));
    cable.cubicTo(760, 520, 740, 660, 900, 640);
    painter.drawPath(cable);
}

/// As a telephone in a hand takes it: askew, a little soft, darker at the corners, with noise.
QImage photographed(const QImage &drawn, quint32 seed)
{
    QRandomGenerator random(seed);
    QImage photo(size, QImage::Format_RGB32);
    photo.fill(QColor(70, 68, 64));
    QPainter painter(&photo);
    painter.setRenderHints(QPainter::SmoothPixmapTransform | QPainter::Antialiasing);
    painter.translate(size.width() / 2.0, size.height() / 2.0);
    painter.rotate(random.bounded(50) / 10.0 - 2.5);
    painter.scale(1.12, 1.12);
    painter.translate(-size.width() / 2.0, -size.height() / 2.0);
    const QImage soft = drawn.scaled(size * 0.62, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(QRect(QPoint(), size), soft);
    painter.resetTransform();
    QRadialGradient corners(QPointF(430, 310), 620);
    corners.setColorAt(0, QColor(255, 244, 220, 26));
    corners.setColorAt(0.6, QColor(0, 0, 0, 0));
    corners.setColorAt(1, QColor(0, 0, 0, 130));
    painter.fillRect(photo.rect(), corners);
    painter.end();
    for (int y = 0; y < photo.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(photo.scanLine(y));
        for (int x = 0; x < photo.width(); ++x) {
            const int noise = random.bounded(9) - 4;
            const auto shifted = [noise](int value) { return std::clamp(value + noise, 0, 255); };
            line[x] = qRgb(shifted(qRed(line[x])), shifted(qGreen(line[x])), shifted(qBlue(line[x])));
        }
    }
    return photo;
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication app(argc, argv);
    if (argc != 2) {
        std::fprintf(stderr, "usage: demo_pictures FOLDER\n");
        return 2;
    }
    struct Picture
    {
        const char16_t *name;
        void (*draw)(QPainter &);
    };
    const std::array<Picture, 6> pictures{{{u"impresora.jpg", drawPrinter},
                                           {u"pantalla.jpg", drawStripes},
                                           {u"azul.jpg", drawStopScreen},
                                           {u"bisagra.jpg", drawHinge},
                                           {u"estrellada.jpg", drawCrackedTablet},
                                           {u"modem.jpg", drawModem}}};
    quint32 seed = 0;
    for (const Picture &picture : pictures) {
        QImage drawn(size, QImage::Format_RGB32);
        QPainter painter(&drawn);
        painter.setRenderHint(QPainter::Antialiasing);
        picture.draw(painter);
        painter.end();
        const QString path = QDir(QString::fromLocal8Bit(argv[1])).filePath(QString::fromUtf16(picture.name));
        if (!photographed(drawn, ++seed).save(path, "jpg", 68)) {
            std::fprintf(stderr, "cannot write %s\n", qUtf8Printable(path));
            return 1;
        }
    }
    return 0;
}
