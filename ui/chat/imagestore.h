#pragma once

#include "ui/coregateway.h"

#include <QCache>
#include <QPixmap>
#include <QSet>

namespace desk::ui {

/// The clean pictures that the core makes of attachments, as pixmaps: asked for when they are first painted, kept while there is room.
///
/// Files are read and decoded off the GUI thread. What cannot be shown is not asked for again. GUI thread.
class ImageStore : public QObject
{
    Q_OBJECT

public:
    explicit ImageStore(CoreGateway &gateway, QObject *parent = nullptr);

    /// Null until it is there; ready() says when.
    [[nodiscard]] QPixmap thumbnail(AttachmentId id);
    /// The large version, for a viewer. NotFound for what is not shown.
    [[nodiscard]] QFuture<Result<QImage>> display(AttachmentId id);

Q_SIGNALS:
    void ready(desk::AttachmentId id);

private:
    [[nodiscard]] QFuture<Result<QImage>> load(AttachmentId id, ImageVariant variant);

    CoreGateway &m_gateway;
    QCache<AttachmentId, QPixmap> m_thumbnails;
    QSet<AttachmentId> m_asked; ///< under way, or not to be had
};

} // namespace desk::ui
