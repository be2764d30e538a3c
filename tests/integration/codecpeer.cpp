// Our codec for tests in other languages. A line of JSON in, one out:
//
//   {"write": NODE, "compress"?: true} -> {"hex"} or {"error"}        NODE as in the drivers, see nodejson.h
//   {"read": HEX}                      -> {"node"} or {"error"}
//   {"tokens": true}                   -> {"tokens": [...]}           every word of the dictionaries
#include "whatsapp/binary/nodejson.h"
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/binary/nodewriter.h"
#include "whatsapp/binary/tokens.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <iostream>
#include <string>

using namespace Qt::StringLiterals;
using namespace desk;
using namespace desk::wa;

namespace {

QJsonObject failure(const Error &error)
{
    return {{u"error"_s, error.detail}};
}

QJsonArray tokenList()
{
    QJsonArray list;
    const auto add = [&list](std::string_view token) {
        if (!token.empty())
            list.append(QString::fromUtf8(tokens::bytesOf(token)));
    };
    for (const std::string_view token : tokens::singleByte)
        add(token);
    for (const auto &dictionary : tokens::doubleByte) {
        for (const std::string_view token : dictionary)
            add(token);
    }
    return list;
}

QJsonObject answer(const QJsonObject &request)
{
    if (request.contains("tokens"_L1))
        return {{u"tokens"_s, tokenList()}};
    if (request.contains("read"_L1)) {
        const auto node = readNode(QByteArray::fromHex(request["read"_L1].toString().toLatin1()));
        return node ? QJsonObject{{u"node"_s, toJson(*node)}} : failure(node.error());
    }
    const auto node = nodeFromJson(request["write"_L1].toObject());
    if (!node)
        return failure(node.error());
    const auto frame = writeNode(*node);
    if (!frame)
        return failure(frame.error());
    const QByteArray bytes = request["compress"_L1].toBool() ? compressFrame(*frame) : *frame;
    return {{u"hex"_s, QString::fromLatin1(bytes.toHex())}};
}

} // namespace

int main()
{
    std::ios::sync_with_stdio(false);
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject request = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(answer(request)).toJson(QJsonDocument::Compact).constData() << std::endl;
    }
    return 0;
}
