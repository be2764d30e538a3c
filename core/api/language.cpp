#include "core/api/language.h"

#include "core/administration/administration.h"

using namespace Qt::StringLiterals;

namespace desk {

namespace {

constexpr qsizetype mostRanges = 20; // the rest of a long header is not looked at

} // namespace

QString languageFrom(const QByteArray &acceptLanguage)
{
    QString best;
    double bestWeight = 0;
    const QList<QByteArray> ranges = acceptLanguage.split(',').mid(0, mostRanges);
    for (const QByteArray &range : ranges) {
        const QList<QByteArray> parts = range.split(';');
        const QString language = QString::fromLatin1(parts.first().trimmed().split('-').first().toLower());
        double weight = 1;
        for (const QByteArray &part : parts.mid(1)) {
            const QByteArray parameter = part.trimmed();
            bool ok = false;
            if (parameter.startsWith("q="))
                weight = parameter.mid(2).toDouble(&ok);
            if (parameter.startsWith("q=") && !ok)
                weight = 0;
        }
        if (RefusalCatalogue::languages().contains(language) && weight > bestWeight) {
            best = language;
            bestWeight = weight;
        }
    }
    return best;
}

QString languageOf(const DeskServices &services, const HttpServerRequest &request)
{
    const QString asked = languageFrom(request.header("accept-language"));
    if (!asked.isEmpty())
        return asked;
    return services.administration ? services.administration->settings.text(u"desk.language"_s) : u"es"_s;
}

} // namespace desk
