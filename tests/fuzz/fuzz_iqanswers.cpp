// Answers and notices of the server about keys, people and groups: a node, then every reader of one.
#include "whatsapp/binary/nodereader.h"
#include "whatsapp/keys/bundlestanzas.h"
#include "whatsapp/protocol/groups.h"
#include "whatsapp/protocol/usync.h"

#include <cstddef>
#include <cstdint>

using namespace desk::wa;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto node = readNode(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!node)
        return 0;
    if (const auto bundles = parseBundles(*node)) {
        for (const FetchedBundle &one : *bundles) {
            if (one.bundle && one.bundle->identityKey.size() != 32)
                __builtin_trap();
        }
    }
    if (const auto group = parseGroupAnswer(*node); group && !group->jid.isGroup())
        __builtin_trap();
    (void)parseGroupsAnswer(*node);
    (void)parseGroupNotification(*node);
    (void)parseUsync(*node);
    return 0;
}
