#include "whatsapp/pairing/deviceproperties.h"

#include "whatsapp/proto/deviceprops.pb.h"
#include "whatsapp/proto/protobytes.h"

using namespace Qt::StringLiterals;

namespace desk::wa {

char clientTypeOf(PlatformType platform)
{
    switch (platform) {
    case PlatformType::Chrome:
        return '1';
    case PlatformType::Edge:
        return '2';
    case PlatformType::Firefox:
        return '3';
    case PlatformType::InternetExplorer:
        return '4';
    case PlatformType::Opera:
        return '5';
    case PlatformType::Safari:
        return '6';
    case PlatformType::Desktop:
        return '7';
    case PlatformType::Uwp:
        return '8';
    case PlatformType::Unknown:
    case PlatformType::Ipad:
    case PlatformType::AndroidTablet:
    case PlatformType::Catalina:
        break;
    }
    return '9'; // another web client; 0 would be refused
}

QByteArray serialized(const DeviceProperties &properties)
{
    proto::DeviceProps message;
    message.set_os(properties.os.toStdString());
    message.mutable_version()->set_primary(properties.versionPrimary);
    message.mutable_version()->set_secondary(properties.versionSecondary);
    message.mutable_version()->set_tertiary(properties.versionTertiary);
    message.set_platform_type(proto::DeviceProps::PlatformType(properties.platform));
    message.set_require_full_sync(properties.requireFullSync);

    const HistorySyncWishes &wishes = properties.history;
    auto &history = *message.mutable_history_sync_config();
    if (wishes.fullSyncDays)
        history.set_full_sync_days_limit(*wishes.fullSyncDays);
    if (wishes.fullSyncMegabytes)
        history.set_full_sync_size_mb_limit(*wishes.fullSyncMegabytes);
    if (wishes.storageQuotaMegabytes)
        history.set_storage_quota_mb(*wishes.storageQuotaMegabytes);
    if (wishes.recentSyncDays)
        history.set_recent_sync_days_limit(*wishes.recentSyncDays);
    history.set_inline_initial_payload_in_e2ee_msg(wishes.inlineInitialPayload);
    history.set_support_call_log_history(wishes.callLog);
    history.set_support_bot_user_agent_chat_history(wishes.botUserAgentChats);
    history.set_support_cag_reactions_and_polls(wishes.communityReactionsAndPolls);
    history.set_support_biz_hosted_msg(wishes.hostedBusinessMessages);
    history.set_support_recent_sync_chunk_message_count_tuning(wishes.recentChunkTuning);
    history.set_support_hosted_group_msg(wishes.hostedGroupMessages);
    history.set_support_fbid_bot_chat_history(wishes.botChats);
    history.set_support_message_association(wishes.messageAssociation);
    history.set_support_group_history(wishes.groupHistory);
    return serialized(message);
}

Result<DeviceProperties> parseDeviceProperties(QByteArrayView bytes)
{
    const auto message = parsed<proto::DeviceProps>(bytes);
    if (!message)
        return fail(Errc::Protocol, u"the DeviceProps cannot be read"_s);

    DeviceProperties properties;
    properties.os = QString::fromStdString(message->os());
    properties.versionPrimary = message->version().primary();
    properties.versionSecondary = message->version().secondary();
    properties.versionTertiary = message->version().tertiary();
    properties.platform = PlatformType(message->platform_type());
    properties.requireFullSync = message->require_full_sync();

    const auto &history = message->history_sync_config();
    const auto limit = [](bool present, quint32 value) {
        return present ? std::optional<quint32>(value) : std::nullopt;
    };
    HistorySyncWishes &wishes = properties.history;
    wishes.fullSyncDays = limit(history.has_full_sync_days_limit(), history.full_sync_days_limit());
    wishes.fullSyncMegabytes = limit(history.has_full_sync_size_mb_limit(), history.full_sync_size_mb_limit());
    wishes.storageQuotaMegabytes = limit(history.has_storage_quota_mb(), history.storage_quota_mb());
    wishes.recentSyncDays = limit(history.has_recent_sync_days_limit(), history.recent_sync_days_limit());
    wishes.inlineInitialPayload = history.inline_initial_payload_in_e2ee_msg();
    wishes.callLog = history.support_call_log_history();
    wishes.botUserAgentChats = history.support_bot_user_agent_chat_history();
    wishes.communityReactionsAndPolls = history.support_cag_reactions_and_polls();
    wishes.hostedBusinessMessages = history.support_biz_hosted_msg();
    wishes.recentChunkTuning = history.support_recent_sync_chunk_message_count_tuning();
    wishes.hostedGroupMessages = history.support_hosted_group_msg();
    wishes.botChats = history.support_fbid_bot_chat_history();
    wishes.messageAssociation = history.support_message_association();
    wishes.groupHistory = history.support_group_history();
    return properties;
}

} // namespace desk::wa
