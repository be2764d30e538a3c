#include "app/terminalqr.h"

#include <qrencode.h>

#include <cerrno>
#include <memory>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

bool isDark(const QRcode &code, int x, int y)
{
    return x >= 0 && y >= 0 && x < code.width && y < code.width && (code.data[y * code.width + x] & 1) != 0;
}

QChar halfBlocks(bool upper, bool lower)
{
    if (upper)
        return lower ? u'\u2588' : u'\u2580';
    return lower ? u'\u2584' : u' ';
}

} // namespace

Result<QString> TerminalQr::render(const QString &text, Style style)
{
    const QByteArray bytes = text.toUtf8();
    // Level L makes the smallest code; a screen has no scratches.
    const Code code(QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char *>(bytes.constData()), 0,
                                      QR_ECLEVEL_L),
                    &QRcode_free);
    if (!code)
        return fail(errno == ERANGE ? Errc::TooLarge : Errc::Invalid, u"no QR code for this text"_s);
    QString lines;
    for (int y = -quietZone; y < code->width + quietZone; y += 2) {
        if (style == Style::Colours)
            lines += u"\u001b[30;107m"_s;
        for (int x = -quietZone; x < code->width + quietZone; ++x)
            lines += halfBlocks(isDark(*code, x, y), isDark(*code, x, y + 1));
        if (style == Style::Colours)
            lines += u"\u001b[0m"_s;
        lines += u'\n';
    }
    return lines;
}

} // namespace desk
