#pragma once

#include "core/conversation/assistantprobe.h"
#include "ui/checkline.h"
#include "ui/coregateway.h"

class QPushButton;

namespace desk::ui {

/// A button that asks the AI service one small question, with what is typed, and says plainly what came of it. Without a typed key the stored
/// one goes along, to the service that it was given for only. Lives on the GUI thread; owns neither gateway nor theme.
class AssistantTest : public QWidget
{
    Q_OBJECT

public:
    struct Typed
    {
        QString endpoint = {};
        QString model = {};
        QString key = {}; ///< empty: as stored
    };
    /// @param typed called when the button is pressed.
    AssistantTest(CoreGateway &gateway, const Theme &theme, std::function<Typed()> typed, QWidget *parent = nullptr);

    void test();
    /// What was found holds no more.
    void clear();
    [[nodiscard]] const CheckLine &result() const { return *m_result; }
    [[nodiscard]] static QString words(const ProbeOutcome &outcome, const Typed &typed);

Q_SIGNALS:
    void answered();

private:
    CoreGateway &m_gateway;
    std::function<Typed()> m_typed;
    QPushButton *m_button;
    CheckLine *m_result;
    int m_asked = 0; ///< answers to earlier questions are passed over
};

} // namespace desk::ui
