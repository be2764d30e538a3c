// What the own phone sends: history, messages asked for again. First byte: which of them.
#include "whatsapp/message/displaytext.h"
#include "whatsapp/message/historysync.h"
#include "whatsapp/message/webmessage.h"

#include <cstddef>
#include <cstdint>

using namespace desk::wa;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView rest(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    if (data[0] % 3 != 1) {
        // As it comes; and what only a good compressor would get through to.
        const QByteArray compressed = data[0] % 3 == 2 ? qCompress(rest.toByteArray()).sliced(4) : rest.toByteArray();
        if (const auto history = parseHistorySync(compressed)) {
            for (const LidMapping &pair : history->mappings) {
                if (!pair.lid.isLid() || !pair.phone.isPhone())
                    __builtin_trap();
            }
            for (const HistoryChat &chat : history->chats) {
                if (chat.id.isNull() || chat.tokenTime < 0 || chat.tokenGiven < 0 || chat.token.size() > 1024)
                    __builtin_trap();
            }
            for (const HistoryPushName &one : history->pushNames) {
                if (one.name.isEmpty() || one.name.size() > maxNameLength)
                    __builtin_trap();
            }
        }
        return 0;
    }
    const auto message = parseWebMessage(rest);
    if (message && (message->key.id.isEmpty() || message->key.chat.isNull() || message->timestamp < 0))
        __builtin_trap();
    return 0;
}
