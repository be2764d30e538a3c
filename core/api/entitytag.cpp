#include "core/api/entitytag.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>

namespace desk {

QByteArray entityTag(const QByteArray &body, qint64 revision)
{
    const QByteArray hash = QCryptographicHash::hash(body, QCryptographicHash::Sha1).toHex().left(16);
    return revision > 0 ? '"' + QByteArray::number(revision) + '.' + hash + '"' : '"' + hash + '"';
}

bool namesTag(const QByteArray &ifNoneMatch, const QByteArray &tag)
{
    const QList<QByteArray> tags = ifNoneMatch.split(',');
    return std::any_of(tags.begin(), tags.end(), [&](const QByteArray &one) {
        const QByteArray name = one.trimmed();
        return name == "*" || name == tag || name == "W/" + tag;
    });
}

bool namesRevision(const QByteArray &ifMatch, qint64 revision)
{
    const QList<QByteArray> tags = ifMatch.split(',');
    return std::any_of(tags.begin(), tags.end(), [&](const QByteArray &one) {
        const QByteArray tag = one.trimmed();
        if (tag == "*")
            return true;
        if (tag.size() < 3 || !tag.startsWith('"') || !tag.endsWith('"'))
            return false;
        bool ok = false;
        const qint64 named = tag.mid(1, tag.size() - 2).split('.').first().toLongLong(&ok);
        return ok && named == revision;
    });
}

} // namespace desk
