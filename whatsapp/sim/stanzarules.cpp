#include "whatsapp/sim/stanzarules.h"

#include <QByteArrayList>
#include <QHash>

using namespace Qt::StringLiterals;

namespace desk::wa::sim {

namespace {

// What each stanza of a client must carry (note 1, section 6; note 2, sections 3 and 4).
const QHash<QByteArray, QByteArrayList> &requiredAttributes()
{
    static const QHash<QByteArray, QByteArrayList> required{
        {"iq", {"id", "to", "type"}},
        {"message", {"id", "to", "type"}},
        {"receipt", {"id", "to"}},
        {"ack", {"id", "class", "to"}},
        {"call", {"id", "to"}},
        {"chatstate", {"to"}},
        {"presence", {}},
        {"ib", {}},
        {"status", {"id", "to"}},
    };
    return required;
}

std::optional<Violation> lacks(const Node &node, const QByteArray &attribute)
{
    if (!node.attr(attribute).isEmpty())
        return std::nullopt;
    return Violation{"missing_attr",
                     u"<%1> without %2"_s.arg(QString::fromUtf8(node.tag), QString::fromUtf8(attribute)),
                     node.attr("id")};
}

std::optional<Violation> unknown(const Node &node, const QString &detail)
{
    return Violation{"unknown_stanza", detail, node.attr("id")};
}

} // namespace

std::optional<Violation> shapeProblem(const Node &node)
{
    const auto required = requiredAttributes().constFind(node.tag);
    if (required == requiredAttributes().cend())
        return unknown(node, u"clients do not send <%1>"_s.arg(QString::fromUtf8(node.tag)));
    for (const QByteArray &attribute : *required) {
        if (auto problem = lacks(node, attribute))
            return problem;
    }
    if (required->contains("to") && !node.jid("to"))
        return Violation{"missing_attr", u"to is no address"_s, node.attr("id")};

    const QByteArray type = node.attr("type");
    if (node.tag == "iq") {
        if (type == "get" || type == "set")
            return lacks(node, "xmlns");
        if (type != "result" && type != "error")
            return unknown(node, u"<iq> of an unknown type"_s);
    }
    if (node.tag == "presence" && type == "subscribe")
        return lacks(node, "to");
    static const QByteArrayList classes{"message", "receipt", "notification", "call", "status"};
    if (node.tag == "ack" && !classes.contains(node.attr("class")))
        return unknown(node, u"<ack> of an unknown class"_s);
    return std::nullopt;
}

bool isAllowedBeforeLogin(const Node &node)
{
    if (node.tag == "iq") {
        const QByteArray xmlns = node.attr("xmlns");
        return xmlns == "md" || xmlns == "w:p";
    }
    // Some clients tell their name, and that they were started, before anybody knows them.
    if (node.tag == "ib")
        return node.child("unified_session") != nullptr;
    return node.tag == "presence" || node.tag == "ack";
}

} // namespace desk::wa::sim
