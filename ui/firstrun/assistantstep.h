#pragma once

#include "ui/coregateway.h"
#include "ui/firstrun/firstrunstep.h"

class QComboBox;
class QLineEdit;

namespace desk::ui {

class AssistantTest;
class CheckLine;

/// Who helps the built-in rules: nobody, or an AI service, which can be tried here.
class AssistantStep : public FirstRunStep
{
    Q_OBJECT

public:
    AssistantStep(CoreGateway &gateway, const Theme &theme);

    void load() override;
    void submit() override;

private:
    void choose(int service);
    void edited();
    void showFields();
    void showChoice(const QString &endpoint, const QString &model);

    CoreGateway &m_gateway;
    QComboBox *m_service;
    QLineEdit *m_endpoint;
    QLineEdit *m_model;
    QLineEdit *m_key;
    QWidget *m_fields;
    AssistantTest *m_test = nullptr;
    CheckLine *m_problem;
    bool m_touched = false; ///< what is typed stays when the step is shown again
};

} // namespace desk::ui
