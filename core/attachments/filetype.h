#pragma once

#include <QByteArray>
#include <QString>

// What a file is, by its bytes: what its sender says is never believed. Pure, any thread.
namespace desk {

/// How many bytes of a file's begin decide.
constexpr qint64 sniffedBytes = 4096;

/// The media type, e.g. "image/jpeg"; "application/octet-stream" for what nothing is known of.
/// @param begin the first sniffedBytes of the file, or all of it. @param name as its sender calls it: tells apart what has the same begin
/// (an archive and a spreadsheet), nothing else.
[[nodiscard]] QString sniffedType(const QByteArray &begin, const QString &name = {});

/// The kind of message that such a file is: "image", "video", "audio" or "document".
[[nodiscard]] QString fileKindOf(const QString &type);

/// The format that images of that type are decoded as, e.g. "jpeg"; empty for what is never decoded.
[[nodiscard]] QByteArray imageFormatOf(const QString &type);

/// The usual ending of such files with its dot, e.g. ".jpg"; may be empty.
[[nodiscard]] QString endingOf(const QString &type);

/// A name that is safe to show and to save under: without folders, control characters or signs that change the reading direction, at
/// most 120 characters. May be empty.
[[nodiscard]] QString cleanFileName(const QString &name);

} // namespace desk
