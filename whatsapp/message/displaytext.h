#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

// Texts that strangers chose, made fit to be shown (note 2, section 2.8). Pure, any thread.
namespace desk::wa {

inline constexpr qsizetype maxTextLength = 65'536;  ///< UTF-16 units; longer texts of messages are cut
inline constexpr qsizetype maxNameLength = 128;     ///< UTF-16 units
inline constexpr qsizetype maxFileNameLength = 200; ///< UTF-16 units

/// UTF-8 to text, at most @p limit UTF-16 units, never half a character. What is no UTF-8 becomes U+FFFD. Otherwise as it
/// was written: line feeds, control and direction marks stay.
/// @param cut set to true when something was left out, else untouched; may be null.
[[nodiscard]] QString limitedText(QByteArrayView utf8, qsizetype limit = maxTextLength, bool *cut = nullptr);

/// One line that cannot pose as something else: without control characters, marks that turn the direction of reading and
/// other invisible ones; white space becomes single spaces. Joiners and selectors stay, since emoji need them.
[[nodiscard]] QString cleanName(QStringView name, qsizetype limit = maxNameLength);
[[nodiscard]] QString cleanName(QByteArrayView utf8, qsizetype limit = maxNameLength);

/// As cleanName(), and without path and without characters that file systems refuse; cut before the extension. Empty when
/// nothing is left. Still only a name to show or to propose.
[[nodiscard]] QString cleanFileName(QByteArrayView utf8);

} // namespace desk::wa
