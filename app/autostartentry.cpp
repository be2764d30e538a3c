#include "app/autostartentry.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcessEnvironment>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk {

namespace {

/// As CommandLineToArgvW reads it: backslashes count only before a quote.
QString windowsWord(const QString &word)
{
    const bool plain = !word.isEmpty()
        && std::none_of(word.begin(), word.end(), [](QChar c) { return c.isSpace() || c == u'"'; });
    if (plain)
        return word;
    QString quoted = u"\""_s;
    int backslashes = 0;
    for (const QChar c : word) {
        if (c == u'\\') {
            ++backslashes;
            continue;
        }
        quoted += QString(c == u'"' ? 2 * backslashes + 1 : backslashes, u'\\') + c;
        backslashes = 0;
    }
    return quoted + QString(2 * backslashes, u'\\') + u'"';
}

/// As the Desktop Entry Specification wants an argument of Exec: quoted, with the rules of strings on top.
QString desktopWord(const QString &word)
{
    QString quoted = u"\""_s;
    for (const QChar c : word) {
        if (c == u'\\')
            quoted += u"\\\\\\\\"_s;
        else if (c == u'"' || c == u'`' || c == u'$')
            quoted += u"\\\\"_s + c;
        else if (c == u'%')
            quoted += u"%%"_s;
        else
            quoted += c;
    }
    return quoted + u'"';
}

} // namespace

QString AutostartEntry::windowsCommand() const
{
    QStringList words{u'"' + QString(program).replace(u'/', u'\\') + u'"'};
    for (const QString &argument : arguments)
        words << windowsWord(argument);
    return words.join(u' ');
}

QByteArray AutostartEntry::xdgFile() const
{
    QStringList words{desktopWord(program)};
    for (const QString &argument : arguments)
        words << desktopWord(argument);
    const QString text = u"[Desktop Entry]\n"
                         "Type=Application\n"
                         "Name=Ventanilla\n"
                         "Comment=WhatsApp help desk\n"
                         "Comment[es]=Mesa de ayuda por WhatsApp\n"
                         "Icon=ventanilla\n"
                         "Exec=%1\n"
                         "Terminal=false\n"
                         "X-GNOME-Autostart-enabled=true\n"_s;
    return QString(text).replace(u"%1"_s, words.join(u' ')).toUtf8();
}

QByteArray AutostartEntry::launchAgent() const
{
    QString words;
    for (const QString &word : QStringList{program} + arguments)
        words += u"        <string>%1</string>\n"_s.arg(word.toHtmlEscaped());
    return (u"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n"
            "<plist version=\"1.0\">\n"
            "<dict>\n"
            "    <key>Label</key>\n"
            "    <string>"_s
            + launchAgentLabel
            + u"</string>\n"
              "    <key>ProgramArguments</key>\n"
              "    <array>\n"_s
            + words
            + u"    </array>\n"
              "    <key>RunAtLoad</key>\n"
              "    <true/>\n"
              "    <key>ProcessType</key>\n"
              "    <string>Interactive</string>\n"
              "</dict>\n"
              "</plist>\n"_s)
        .toUtf8();
}

AutostartEntry AutostartEntry::ofThisProgram(const QStringList &arguments)
{
    // An AppImage is mounted somewhere else each time; the file itself is what stays.
    const QString image = QProcessEnvironment::systemEnvironment().value(u"APPIMAGE"_s);
    return {.program = image.isEmpty() ? QCoreApplication::applicationFilePath() : image,
            .arguments = QStringList{u"--minimized"_s} + arguments};
}

} // namespace desk
