#include "ui/chat/attachmentupload.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace desk::ui {

namespace {

Result<QString> copied(const QString &from, const QString &to)
{
    return QFile::copy(from, to) ? Result<QString>(to) : fail(Errc::Storage, u"a file to attach could not be copied"_s);
}

} // namespace

QFuture<Result<Attachment>> AttachmentUpload::take(const QString &path)
{
    const Completer<Attachment> completer;
    const QString name = QFileInfo(path).fileName();
    auto place = m_gateway.ask<QString>([](DeskServices &services) {
        return services.intake ? services.intake->newPath() : fail(Errc::Conflict, u"no uploads here"_s);
    });
    // Where it waits, the copy there, a look at it, and the row: each step goes on where the one before ended.
    onReply(place, this, [this, completer, path, name](const Result<QString> &waiting) {
        if (!waiting)
            return completer.complete(fail(waiting.error()));
        onReply(QtConcurrent::run(copied, path, *waiting), this, [this, completer, name](const Result<QString> &copy) {
            if (!copy)
                return completer.complete(fail(copy.error()));
            auto staged = m_gateway.askLater<StagedFile>(
                [copy = *copy, name](DeskServices &services) { return services.intake->stage(copy, name); });
            onReply(staged, this, [this, completer, name](const Result<StagedFile> &file) {
                if (!file)
                    return completer.complete(fail(file.error()));
                auto stored = m_gateway.ask<Attachment>([file = *file, name](DeskServices &services) {
                    return services.attachments.adoptUpload(file, name);
                });
                onReply(stored, this,
                        [completer](const Result<Attachment> &attachment) { completer.complete(attachment); });
            });
        });
    });
    return completer.future();
}

} // namespace desk::ui
