#include "ui/chat/imagestore.h"

#include <QtConcurrentRun>

namespace desk::ui {

namespace {

constexpr int cacheKilobytes = 32 * 1024;

Result<QImage> decode(const QString &path)
{
    const QImage image(path);
    return image.isNull() ? fail(Errc::Storage, QStringLiteral("a clean picture cannot be read"))
                          : Result<QImage>(image);
}

} // namespace

ImageStore::ImageStore(CoreGateway &gateway, QObject *parent)
    : QObject(parent), m_gateway(gateway), m_thumbnails(cacheKilobytes)
{
}

QFuture<Result<QImage>> ImageStore::load(AttachmentId id, ImageVariant variant)
{
    const Completer<QImage> completer;
    auto path = m_gateway.askLater<QString>([id, variant](DeskServices &services) -> QFuture<Result<QString>> {
        const Completer<QString> failed;
        const auto file = services.attachments.find(id);
        if (file && services.intake)
            return services.intake->shown(*file, variant);
        failed.complete(fail(Errc::NotFound));
        return failed.future();
    });
    onReply(path, this, [this, completer](const Result<QString> &found) {
        if (!found)
            return completer.complete(fail(found.error()));
        onReply(QtConcurrent::run(decode, *found), this,
                [completer](const Result<QImage> &image) { completer.complete(image); });
    });
    return completer.future();
}

QPixmap ImageStore::thumbnail(AttachmentId id)
{
    if (const QPixmap *known = m_thumbnails.object(id))
        return *known;
    if (m_asked.contains(id))
        return {};
    m_asked << id;
    onReply(load(id, ImageVariant::Thumbnail), this, [this, id](const Result<QImage> &image) {
        if (!image)
            return;
        m_asked.remove(id);
        m_thumbnails.insert(id, new QPixmap(QPixmap::fromImage(*image)), qMax(1, int(image->sizeInBytes() / 1024)));
        Q_EMIT ready(id);
    });
    return {};
}

QFuture<Result<QImage>> ImageStore::display(AttachmentId id)
{
    return load(id, ImageVariant::Display);
}

} // namespace desk::ui
