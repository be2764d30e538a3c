#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <google/protobuf/message_lite.h>

#include <limits>
#include <optional>
#include <string>

// Between Qt's bytes and protobuf's. Pure, any thread; used by the .cpp files only, so that the headers of this library
// need no protobuf.
namespace desk::wa {

[[nodiscard]] inline std::string toStdString(QByteArrayView bytes)
{
    return {bytes.data(), size_t(bytes.size())};
}

[[nodiscard]] inline QByteArray toBytes(const std::string &bytes)
{
    return {bytes.data(), qsizetype(bytes.size())};
}

/// Fields in the order of their numbers: the same message always gives the same bytes.
[[nodiscard]] inline QByteArray serialized(const google::protobuf::MessageLite &message)
{
    QByteArray bytes(qsizetype(message.ByteSizeLong()), Qt::Uninitialized);
    message.SerializeToArray(bytes.data(), int(bytes.size()));
    return bytes;
}

/// Nothing when @p bytes is no message of that form.
template<typename Message>
[[nodiscard]] std::optional<Message> parsed(QByteArrayView bytes)
{
    Message message;
    if (bytes.size() > std::numeric_limits<int>::max() || !message.ParseFromArray(bytes.data(), int(bytes.size())))
        return std::nullopt;
    return message;
}

} // namespace desk::wa
