#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QtGlobal>

#include <optional>

// DeviceProps: what the phone shows under linked devices, and how it is to send history (note 1, section 2.5).
// Plain values; pure, any thread.
namespace desk::wa {

/// What kind of program this device says it is. The number also enters the passkey step (note 1, section 5.5.4).
enum class PlatformType : quint32 {
    Unknown = 0,
    Chrome = 1,
    Firefox = 2,
    InternetExplorer = 3,
    Opera = 4,
    Safari = 5,
    Edge = 6,
    Desktop = 7,
    Ipad = 8,
    AndroidTablet = 9,
    Catalina = 12,
    Uwp = 21,
};

/// The one character that stands for it in a QR code and in companion_platform_id (note 1, section 4.2).
[[nodiscard]] char clientTypeOf(PlatformType platform);

/// What history the phone shall send. Left-out limits are the phone's to choose.
struct HistorySyncWishes
{
    std::optional<quint32> fullSyncDays;
    std::optional<quint32> fullSyncMegabytes;
    std::optional<quint32> storageQuotaMegabytes = 10240;
    std::optional<quint32> recentSyncDays;
    bool inlineInitialPayload = true;
    bool callLog = false;
    bool botUserAgentChats = true;
    bool communityReactionsAndPolls = true;
    bool hostedBusinessMessages = true;
    bool recentChunkTuning = true;
    bool hostedGroupMessages = true;
    bool botChats = true;
    bool messageAssociation = true;
    bool groupHistory = false;

    bool operator==(const HistorySyncWishes &) const = default;
};

struct DeviceProperties
{
    QString os; ///< the name the phone shows
    quint32 versionPrimary = 10;
    quint32 versionSecondary = 15;
    quint32 versionTertiary = 7;
    PlatformType platform = PlatformType::Chrome;
    bool requireFullSync = false;
    HistorySyncWishes history = {};

    bool operator==(const DeviceProperties &) const = default;
};

[[nodiscard]] QByteArray serialized(const DeviceProperties &properties);

/// For the simulator. @return Protocol when it cannot be read.
[[nodiscard]] Result<DeviceProperties> parseDeviceProperties(QByteArrayView bytes);

} // namespace desk::wa
