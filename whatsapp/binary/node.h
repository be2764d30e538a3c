#pragma once

#include "whatsapp/binary/jid.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <concepts>
#include <optional>
#include <variant>

namespace desk::wa {

struct Node;

/// One name="value" of a node; both UTF-8. An address is kept as its canonical text.
///
/// The writer sends a value as an address when Jid::parse() takes it and it has an "@", and as text otherwise; the reader gives
/// the same text for both.
struct Attribute
{
    QByteArray name;
    QByteArray value;

    Attribute() = default;
    Attribute(QByteArray name_, QByteArray value_) : name(std::move(name_)), value(std::move(value_)) { }
    Attribute(QByteArray name_, const Jid &jid) : name(std::move(name_)), value(jid.toText()) { }
    template<std::integral T>
    requires(!std::same_as<T, bool> && !std::same_as<T, char>) Attribute(QByteArray name_, T number)
        : name(std::move(name_)), value(QByteArray::number(number))
    {
    }

    friend bool operator==(const Attribute &, const Attribute &) = default;
};

/// Content that is a string of the protocol (UTF-8), not bytes: the writer may send it as a token or packed. What is neither
/// comes back as bytes, so read content with Node::bytes(), which serves both (note 1, section 3.3).
struct Text
{
    QByteArray utf8;

    friend bool operator==(const Text &, const Text &) = default;
};

using Content = std::variant<std::monostate, QByteArray, Text, QList<Node>>;

/// The tagged tree that travels in every frame: tag, attributes in order, and nothing, bytes, text or nodes inside.
///
/// A plain value, implicitly shared; safe to copy to any thread. Reads well where it is built:
///
///     Node{.tag = "iq",
///          .attributes = {{"id", id}, {"to", Jid::server()}, {"type", "get"}, {"xmlns", "w:p"}},
///          .content = QList{Node{.tag = "ping"}}}
///
/// Tags and values of nodes that were read may lie in static storage; they are ordinary byte arrays all the same.
struct Node
{
    QByteArray tag = {};
    QList<Attribute> attributes = {};
    Content content = {};

    /// Empty when absent; of two with one name the last counts (note 1, section 3.6).
    [[nodiscard]] QByteArray attr(QByteArrayView name) const;
    [[nodiscard]] bool has(QByteArrayView name) const { return find(name) != nullptr; }
    /// Nothing when absent or no address.
    [[nodiscard]] std::optional<Jid> jid(QByteArrayView name) const;
    /// Nothing when absent or no decimal number.
    [[nodiscard]] std::optional<qint64> number(QByteArrayView name) const;

    /// The nodes inside; an empty list when there are none or the content is something else.
    [[nodiscard]] const QList<Node> &children() const;
    /// Those with that tag. Point into this node: valid until it changes or goes.
    [[nodiscard]] QList<const Node *> children(QByteArrayView childTag) const;
    /// The first with that tag, or nullptr. Points into this node.
    [[nodiscard]] const Node *child(QByteArrayView childTag) const;
    /// Bytes or text inside; empty when there are none.
    [[nodiscard]] QByteArray bytes() const;

    /// Sets or replaces; returns *this, so that calls can follow one another.
    Node &set(const Attribute &attribute);
    /// Adds a node inside; content of another kind is dropped.
    Node &append(Node childNode);

    friend bool operator==(const Node &a, const Node &b);

private:
    [[nodiscard]] const Attribute *find(QByteArrayView name) const;
};

enum class Detail {
    Redacted, ///< for logs: only words of the dictionary are whole, other values shortened, content is its length
    Full,     ///< for --trace: values as they are, of the content the length and the first bytes
};

/// A node as indented XML, for people; never on the wire.
[[nodiscard]] QString toXml(const Node &node, Detail detail = Detail::Redacted);

} // namespace desk::wa

Q_DECLARE_TYPEINFO(desk::wa::Attribute, Q_RELOCATABLE_TYPE);
