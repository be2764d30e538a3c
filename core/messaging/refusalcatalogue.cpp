#include "core/messaging/refusalcatalogue.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

// A static library's resources are only linked in when asked for; the macro must stand outside any namespace.
static void initRefusalResources()
{
    Q_INIT_RESOURCE(refusals);
}

using namespace Qt::StringLiterals;

namespace desk {

RefusalCatalogue::RefusalCatalogue()
{
    initRefusalResources();
    QFile file(u":/refusals/catalogue.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the catalogue of refusals is missing");
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    for (auto one = all.begin(); one != all.end(); ++one) {
        const QJsonObject object = one->toObject();
        const QString about = object["about"_L1].toString();
        Entry entry{.about = about == "link"_L1 ? About::Link
                        : about == "pace"_L1    ? About::Pace
                                                : About::Message,
                    .texts = {}};
        for (const QString &language : languages()) {
            const QJsonObject text = object[language].toObject();
            entry.texts.insert(language,
                               {.cause = one.key(),
                                .title = text["title"_L1].toString(),
                                .what = text["what"_L1].toString(),
                                .advice = text["advice"_L1].toString(),
                                .canResend = object["can_resend"_L1].toBool()});
        }
        m_entries.insert(one.key(), entry);
    }
    Q_ASSERT(m_entries.contains(u"other"_s));
}

QStringList RefusalCatalogue::languages()
{
    return {u"es"_s, u"pt"_s, u"en"_s};
}

Refusal RefusalCatalogue::textOf(const QString &key, const QString &cause, const QString &language) const
{
    const auto entry = m_entries.constFind(key);
    if (entry == m_entries.cend())
        return {.cause = cause};
    Refusal text = entry->texts.contains(language) ? entry->texts.value(language) : entry->texts.value(u"es"_s);
    text.cause = cause;
    return text;
}

Refusal RefusalCatalogue::refusal(const QString &cause, const QString &language) const
{
    const auto entry = m_entries.constFind(cause);
    if (entry != m_entries.cend() && entry->about == About::Message)
        return textOf(cause, cause, language);
    // The old bridge tells the status of its answer.
    return textOf(cause.startsWith("rejected_"_L1) ? u"bridge_rejected"_s : u"other"_s, cause, language);
}

Refusal RefusalCatalogue::linkState(const QString &cause, const QString &language) const
{
    const auto entry = m_entries.constFind(cause);
    const bool isLink = entry != m_entries.cend() && entry->about == About::Link;
    return isLink ? textOf(cause, cause, language) : Refusal{.cause = cause};
}

Refusal RefusalCatalogue::paceReason(const QString &reason, const QString &language) const
{
    return textOf(u"pace."_s + reason, reason, language);
}

QStringList RefusalCatalogue::causes(About about) const
{
    QStringList causes;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->about == about)
            causes << entry.key();
    }
    causes.sort();
    return causes;
}

} // namespace desk
