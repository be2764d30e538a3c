#include "core/conversation/wording.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringList>

// In a static library nothing else would keep the resource; must stand outside of a namespace.
static void initConversationResources()
{
    Q_INIT_RESOURCE(conversation);
}

using namespace Qt::StringLiterals;

namespace desk {

namespace {

QMap<QString, QJsonObject> loadTexts()
{
    initConversationResources();
    QMap<QString, QJsonObject> texts;
    for (const QString &language : {u"es"_s, u"pt"_s, u"en"_s}) {
        QFile file(u":/conversation/texts_%1.json"_s.arg(language));
        if (file.open(QIODevice::ReadOnly))
            texts.insert(language, QJsonDocument::fromJson(file.readAll()).object());
        Q_ASSERT(!texts.value(language).isEmpty());
    }
    return texts;
}

QString templateFor(const QString &key, const QString &language)
{
    static const QMap<QString, QJsonObject> texts = loadTexts();
    return texts.value(language).value(key).toString();
}

QString filledIn(const QString &text, const QMap<QString, QString> &vars)
{
    static const QRegularExpression placeholder(u"\\{(\\w+)\\}"_s);
    QString result;
    qsizetype from = 0;
    for (auto it = placeholder.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        const auto value = vars.constFind(match.captured(1));
        if (value == vars.constEnd())
            result += match.capturedView();
        else
            result += QString(*value).replace(u'{', u'(').replace(u'}', u')'); // "{folio}" in it is not ours
    }
    return result + text.mid(from);
}

} // namespace

Wording::Wording(bool formal) : m_formal(formal) { }

QString Wording::text(const QString &key, const QString &language, const QMap<QString, QString> &vars) const
{
    QStringList keys{key};
    if (m_formal)
        keys.prepend(key + u".usted"_s);
    for (const QString &spoken : {language, u"es"_s}) {
        for (const QString &candidate : keys) {
            const QString found = templateFor(candidate, spoken);
            if (!found.isEmpty())
                return filledIn(found, vars);
        }
    }
    return {};
}

bool Wording::has(const QString &key, const QString &language) const
{
    return !templateFor(key, language).isEmpty();
}

} // namespace desk
