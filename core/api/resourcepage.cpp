#include "core/api/resourcepage.h"

#include <QFile>

namespace desk {

HttpHandler resourcePage(const QString &path, const QByteArray &type)
{
    return directly([path, type](const HttpServerRequest &) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return HttpAnswer::from({Errc::NotFound, {}});
        HttpAnswer answer;
        answer.contentType = type;
        answer.body = file.readAll();
        return answer;
    });
}

} // namespace desk
