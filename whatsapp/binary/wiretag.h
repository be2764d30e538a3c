#pragma once

#include <QtGlobal>

/// First bytes of encoded values (note 1, section 3.2). 1 to 235 are one-byte tokens, 236 to 239 name a dictionary of
/// two-byte tokens, 240 to 244 mean nothing and are refused.
namespace desk::wa::wiretag {

inline constexpr quint8 listEmpty = 0;
inline constexpr quint8 lastToken = 235;
inline constexpr quint8 dictionary0 = 236;
inline constexpr quint8 dictionary3 = 239;
inline constexpr quint8 interopJid = 245;   ///< user, device u16, integrator u16, server
inline constexpr quint8 messengerJid = 246; ///< user, device u16, server
inline constexpr quint8 deviceJid = 247;    ///< domain u8, device u8, user
inline constexpr quint8 list8 = 248;        ///< size u8
inline constexpr quint8 list16 = 249;       ///< size u16
inline constexpr quint8 jidPair = 250;      ///< user (listEmpty when there is none), server
inline constexpr quint8 hex8 = 251;         ///< packed 0-9 A-F
inline constexpr quint8 binary8 = 252;      ///< length u8, bytes
inline constexpr quint8 binary20 = 253;     ///< length in the low 20 bits of three bytes, bytes
inline constexpr quint8 binary32 = 254;     ///< length u32, bytes
inline constexpr quint8 nibble8 = 255;      ///< packed 0-9 - .

/// Flag of a frame's first byte: the rest is a zlib stream (note 1, section 3.1).
inline constexpr quint8 flagCompressed = 2;

/// Characters that a packed string may have when written; when read, twice as many.
inline constexpr qsizetype packedMax = 127;

/// Levels of nodes in one another; readers refuse more, and so does the writer (note 1, section 3.6).
inline constexpr int maxDepth = 64;

} // namespace desk::wa::wiretag
