#pragma once

#include "whatsapp/binary/node.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace desk::wa::sim {

class ClientSession;

/// What the server makes of a request.
struct IqAnswer
{
    QList<Node> children = {};
    int error = 0;                   ///< 0: a result
    std::function<void()> then = {}; ///< done once the answer is on its way
    QByteArray violation = {};       ///< with an error: what the request breaks; empty: nothing
    QString detail = {};             ///< English, of the violation

    [[nodiscard]] static IqAnswer empty() { return {}; }
    [[nodiscard]] static IqAnswer of(Node child) { return {.children = {std::move(child)}}; }
    [[nodiscard]] static IqAnswer followedBy(std::function<void()> then) { return {.then = std::move(then)}; }
    [[nodiscard]] static IqAnswer refused(int code) { return {.error = code}; }
    [[nodiscard]] static IqAnswer violated(const QByteArray &what, const QString &detail, int code = 400)
    {
        return {.error = code, .violation = what, .detail = detail};
    }
};

/// Answers the requests of one namespace.
using IqHandler = std::function<IqAnswer(ClientSession &, const Node &)>;

} // namespace desk::wa::sim
